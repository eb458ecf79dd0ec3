import type { Passage } from '../../../src/core/passage.ts'

/** What is timed: it tags all passages once, and says how long that took and how many mentions it found. */
export interface Contender {
  readonly name: string
  run(): Promise<Timed>
  close(): Promise<void>
}

export interface Timed {
  readonly seconds: number
  /** As it groups them itself: a sign that it did its work, nothing to score. */
  readonly mentions: number
}

/** A contender, or the reason why there is none. */
export type Entry = Contender | { readonly name: string; readonly absent: string }

/** What all contenders share, so that they can be compared. */
export interface Task {
  readonly passages: readonly Passage[]
  readonly threads: number
  /** Of the reference tagger: `model.safetensors`, `onnx/model_int8.onnx`, tokenizer. */
  readonly reference: string
  /** The same weights as an export for those who need one: `onnx/model.onnx`, perhaps `onnx/model_quantized.onnx`. */
  readonly exported: string
}

/** Of pipelines, which take their batches as they come: the passages per batch that are tried. */
const batchSizes = [1, 8, 32] as const

/** The size with which `time` takes least, over the first passages. */
export async function bestBatchSize(time: (batch: number) => Promise<number>): Promise<number> {
  await time(8) // warm up
  const seconds = new Map<number, number>()
  for (const batch of batchSizes) seconds.set(batch, Math.min(await time(batch), await time(batch)))
  process.stderr.write(`seconds by batch size: ${JSON.stringify([...seconds])}\n`)
  const [best = 1] = [...batchSizes].sort((a, b) => (seconds.get(a) ?? 0) - (seconds.get(b) ?? 0))
  return best
}
