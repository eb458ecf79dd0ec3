import { listSupportedBackends } from 'onnxruntime-node'
import { BenchError } from '../../core/error.ts'
import { candidatesOf, parseDevice, remedyFor } from '../../inference/device/device.ts'
import { openOnnxTagger } from '../../inference/onnx-tagger.ts'
import { packagePath } from '../../store/assets.ts'
import type { Finding } from './finding.ts'

const reading = { subword: 'first', words: 'separate', window: { pieces: 16, overlap: 2 } } as const

/** Every device that this build of onnxruntime knows, tried with the embedded model in a process of its own. */
export async function examineDevices(): Promise<Finding[]> {
  const backends = listSupportedBackends().map(({ name }) => name)
  const devices = candidatesOf(parseDevice('auto'), backends).toReversed()
  return Promise.all(devices.map(({ kind }) => examine(kind)))
}

async function examine(kind: ReturnType<typeof parseDevice>['kind']): Promise<Finding> {
  const found = { area: 'devices', name: kind } as const
  try {
    const tagger = await openOnnxTagger({
      ...{ reference: kind, name: kind, device: kind, reading },
      path: packagePath('assets', 'models', 'minilm-l6-cdr-ncbi'),
    })
    const { backend } = tagger.facts
    await tagger.close()
    return { ...found, state: 'ok', detail: backend, remedy: null }
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    // It could be opened: only that the int8 products of the embedded model have no kernel there.
    if (error.code === 'FALLBACK') {
      return {
        ...found,
        state: 'ok',
        detail: 'can be had; int8 models run in part on the processor there, and are refused',
        remedy: null,
      }
    }
    return { ...found, state: 'missing', detail: error.reason ?? error.message, remedy: remedyFor(kind) }
  }
}
