import { BenchError } from '../core/error.ts'
import { didYouMean } from '../core/text/did-you-mean.ts'
import { parseDevice } from './device/device.ts'

/** What reads and runs a checkpoint: onnxruntime by our own hand, or the model and the tokenizer of transformers.js. */
const backends = ['ort', 'transformersjs'] as const
export type Backend = (typeof backends)[number]

/** The version that this one is tested with. It shares onnxruntime-node with us, so that one process holds one copy. */
const remedy = 'npm install @huggingface/transformers@4.3.1'

/** What is asked of a backend, as the flags of these names have it; null: not given. */
interface BackendRequest {
  readonly backend: string | null
  readonly adapter: string | null
  readonly device: string | null
}

/**
 * Our own unless another one is named. Throws `ARGUMENT`, with the nearest name or the remedy, where there is none of that name, it cannot do what else was asked
 * for, or is not installed.
 */
export function chooseBackend({ backend: text, adapter, device }: BackendRequest): Backend {
  const backend = backends.find(known => known === (text ?? 'ort'))
  if (backend === undefined) {
    const nearest = didYouMean(text ?? '', backends)
    throw new BenchError('ARGUMENT', `--backend ${text}: it is ${backends.join(' or ')}${nearest}`)
  }
  if (backend === 'ort') return backend
  if (adapter !== null) {
    throw new BenchError(
      'ARGUMENT',
      `--adapter ${adapter}: transformers.js reads ONNX graphs, over which no adapter can be laid; use --backend ort`,
    )
  }
  if (device !== null && parseDevice(device).kind === 'tensorrt') {
    throw new BenchError('ARGUMENT', `--device ${device}: transformers.js does not have it; use --backend ort`)
  }
  try {
    import.meta.resolve('@huggingface/transformers')
  } catch (cause) {
    throw notInstalled(cause)
  }
  return backend
}

export function notInstalled(cause: unknown): BenchError {
  const message = `--backend transformersjs: @huggingface/transformers is not installed beside bioner-bench; run "${remedy}"`
  return new BenchError('ARGUMENT', message, { cause })
}
