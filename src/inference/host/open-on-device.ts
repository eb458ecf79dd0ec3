import { listSupportedBackends } from 'onnxruntime-node'
import { BenchError, type ErrorCode } from '../../core/error.ts'
import type { ModelFacts } from '../../core/tagger.ts'
import { candidatesOf, formatDevice } from '../device/device.ts'
import { refuseFallback } from '../device/node-placement.ts'
import type { OpenRequest } from '../protocol.ts'
import type { Session } from './session.ts'
import type { Source } from './source.ts'

interface OpenedSession {
  readonly session: Session
  /** Of the logits. */
  readonly width: number
  readonly providers: ModelFacts['providers']
  /** What `auto` tried before, and why it could not be had. */
  readonly passedOver: readonly string[]
}

/**
 * Opens a graph on the device that was asked for, lets it read one row (`probe`), and proves by a profile of that run where its nodes ran. Throws
 * `DEVICE` with the remedy where the device cannot be had, `FALLBACK` where what counts ran elsewhere, `INFERENCE` where the run failed; `auto` goes on to
 * the next device then, a graph of fused operators to one of plain ones, and says so. What is wrong with the model itself is thrown at once.
 */
export async function openOnDevice(
  source: Pick<Source, 'path' | 'waysOn'>,
  { device, threads }: Pick<OpenRequest, 'device' | 'threads'>,
  probe: (session: Session) => Promise<number>,
): Promise<OpenedSession> {
  const backends = listSupportedBackends().map(({ name }) => name)
  const ways = candidatesOf(device, backends).flatMap(candidate =>
    source.waysOn(candidate).map(way => ({ candidate, way })),
  )
  const passedOver: string[] = []
  for (const [index, { candidate, way }] of ways.entries()) {
    try {
      const session = await way.open(threads, candidate)
      const width = await probe(session)
      const placement = await session.placement()
      if (placement !== null) refuseFallback(source.path, candidate, placement)
      const providers = placement?.providers ?? [{ name: 'CPUExecutionProvider', nodes: null }]
      return { session, width, providers, passedOver }
    } catch (error) {
      if (!isOfDevice(error) || index === ways.length - 1) throw error
      const operators = way.name === '' ? '' : ` with ${way.name}`
      passedOver.push(
        `--device ${formatDevice(device)} passed over ${formatDevice(candidate)}${operators}: ${error.message}`,
      )
    }
  }
  throw new Error('no device to try')
}

function isOfDevice(error: unknown): error is BenchError {
  return error instanceof BenchError && ofDevice.has(error.code)
}

const ofDevice: ReadonlySet<ErrorCode> = new Set(['DEVICE', 'FALLBACK', 'INFERENCE'])
