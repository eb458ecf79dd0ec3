import { BenchError } from '../../../core/error.ts'
import type { AdapterChoice } from '../../../inference/checkpoint/adapter/adapter-choice.ts'
import { openOnnxTagger } from '../../../inference/onnx-tagger.ts'

/** The row is given as it is: the window is not used, and must only be one that every model can read. */
const reading = { subword: 'first', words: 'separate', window: { pieces: 8, overlap: 0 } } as const

const pieces = 8

/**
 * Largest absolute difference of a logit between a file and the checkpoint that it was made of, in float32, over one row of the first pieces of the vocabulary. Throws `MODEL`
 * where the file does not open or its logits are not numbers.
 */
export async function probeDifference(
  checkpoint: { readonly path: string; readonly adapter: AdapterChoice | null },
  file: string,
): Promise<number> {
  const before = await logitsOf(checkpoint.path, checkpoint.adapter)
  const behind = await logitsOf(file, null)
  const differences = before.map((logit, index) => Math.abs(logit - (behind[index] ?? Number.NaN)))
  const largest = Math.max(...differences)
  if (Number.isFinite(largest) && before.length === behind.length) return largest
  throw new BenchError('MODEL', `${file}: read back, its logits are not those of a token classifier with these labels`)
}

async function logitsOf(path: string, adapter: AdapterChoice | null): Promise<Float32Array> {
  const tagger = await openOnnxTagger({ reference: path, name: path, path, adapter, reading })
  try {
    const row = Array.from({ length: pieces }, (_, id) => id)
    const { data } = await tagger.logits({ ids: [row], mask: [row.map(() => 1)], typeIds: null })
    return data
  } finally {
    await tagger.close()
  }
}
