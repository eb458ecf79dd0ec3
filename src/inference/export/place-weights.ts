import { withWeightsFile } from '../checkpoint/tensors/weights-file.ts'
import type { ExternalData, Initializer, OnnxModel } from '../graph/onnx/model-proto.ts'

/** More than this goes into a file beside the graph: protobuf ends at 2 GB. */
const mostInGraph = 1_500_000_000

/** What stays in the graph even so: constants that its operators need to see. */
const smallBytes = 1024

/** Bytes at a time. */
const readAtOnce = 16 * 2 ** 20

export interface PlacedModel {
  readonly model: OnnxModel
  /** The content of the file beside the graph; null where all is in the graph. */
  readonly beside: (() => Promise<AsyncIterable<Uint8Array>>) | null
}

/** Puts the weights of a graph that lie in files of the checkpoint into the graph, or, of a large model, into one file beside it. */
export function placeWeights(model: OnnxModel, fileName: string, most = mostInGraph): PlacedModel {
  if (weightBytesOf(model) <= most) {
    const initializers = model.initializers.map(
      (initializer): Initializer => ({ ...initializer, data: inGraph(initializer) }),
    )
    return { model: { ...model, initializers }, beside: null }
  }
  let offset = 0
  const moved: Initializer[] = []
  const initializers = model.initializers.map((initializer): Initializer => {
    const length = bytesOf(initializer)
    if (length <= smallBytes) return { ...initializer, data: inGraph(initializer) }
    moved.push(initializer)
    const data = { file: fileName, offset, bytes: length }
    offset += length
    return { ...initializer, data }
  })
  return { model: { ...model, initializers }, beside: async () => contents(moved) }
}

/** Of all weights of a graph, wherever they lie. */
export function weightBytesOf({ initializers }: OnnxModel): number {
  return initializers.reduce((sum, initializer) => sum + bytesOf(initializer), 0)
}

function bytesOf({ data }: Initializer): number {
  return data instanceof Uint8Array ? data.length : data.bytes
}

function inGraph({ data }: Initializer): Initializer['data'] {
  if (data instanceof Uint8Array || 'read' in data) return data
  return { bytes: data.bytes, read: async () => Buffer.concat(await Array.fromAsync(chunksOf(data))) }
}

async function* contents(initializers: readonly Initializer[]): AsyncGenerator<Uint8Array> {
  for (const { data } of initializers) {
    if (data instanceof Uint8Array) yield data
    else if ('read' in data) yield await data.read()
    else yield* chunksOf(data)
  }
}

async function* chunksOf({ file, offset, bytes }: ExternalData): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes; from += readAtOnce) {
    const length = Math.min(readAtOnce, bytes - from)
    yield await withWeightsFile(file, opened => opened.read(offset + from, length))
  }
}
