import { BenchError } from '../core/error.ts'
import type { PassageId } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import { parseJsonl } from '../datasets/format/jsonl/jsonl.ts'
import { mentionsInText, offsetUnitOf } from '../datasets/format/jsonl/jsonl-mentions.ts'
import { maxTextBytes } from '../datasets/format/text.ts'
import type { LoadedCorpus } from '../run/plan.ts'
import { decodePredictions } from '../store/predictions-file.ts'
import { readInputFile } from '../store/read-input.ts'

/**
 * Predictions for a corpus: our own `predictions.jsonl.gz`, or jsonl lines `{"id", "mentions"}` of any tool, whose offsets
 * count code points unless a header line says otherwise. Throws `INPUT` or `RECORD`, with file and line.
 */
export async function readStoredPredictions(path: string, { facts, passages }: LoadedCorpus): Promise<Prediction[]> {
  const source = await readInputFile(path, maxTextBytes)
  if (isOwnFormat(source.bytes)) return decodePredictions(path, source.bytes)
  const file = parseJsonl(source)
  if (file.kind !== 'mentions') {
    throw new BenchError('INPUT', `${path}: gold and pred tags; score them with: bioner-bench score ${path}`)
  }
  const texts = new Map<string, string>(passages.map(passage => [passage.id, passage.text]))
  return file.items.map(item => {
    const text = texts.get(item.id)
    if (text === undefined) throw new BenchError('INPUT', `${path}:${item.line}: ${facts.id} has no passage ${item.id}`)
    const mentions = mentionsInText(path, item, text, offsetUnitOf(file, null))
    return {
      id: item.id as PassageId,
      mentions: mentions.map(({ start, end, type }) => ({ start, end, type, score: null, margin: null })),
      words: null,
    }
  })
}

/** The first line of our own files names their format. */
function isOwnFormat(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 64)).startsWith('{"format":"bioner-bench/predictions@1"')
}
