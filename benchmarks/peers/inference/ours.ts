import { defaultBatchPlan } from '../../../src/inference/batching/batches.ts'
import { openOnnxTagger } from '../../../src/inference/onnx-tagger.ts'
import type { Contender, Task } from './contender.ts'

const reading = { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } } as const

/** The reference tagger as `run` has it, in its process, from words to mentions. */
export async function openOurs(
  { reference: path, threads, passages }: Task,
  dtype: 'fp32' | 'int8-rowwise' | 'int8-dynamic',
): Promise<Contender & { readonly pieces: number }> {
  const tagger = await openOnnxTagger({ reference: path, name: dtype, path, dtype, reading, threads })
  const { usage } = await tagger.tag(passages, defaultBatchPlan)
  return {
    name: `bioner-bench, ${dtype}, from weights`,
    pieces: usage.usefulPieces,
    async run() {
      const began = performance.now()
      const { predictions } = await tagger.tag(passages, defaultBatchPlan)
      const seconds = (performance.now() - began) / 1000
      return { seconds, mentions: predictions.reduce((sum, { mentions }) => sum + mentions.length, 0) }
    },
    close: () => tagger.close(),
  }
}
