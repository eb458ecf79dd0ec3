import type { ParsedCorpus, ReadingNotes, Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import type { Passage } from '../../core/passage.ts'
import { excerpt, joinNotes } from '../format/text.ts'
import type { MentionPair, Paired } from './paired.ts'

/** One side of a comparison: what was read, and what error messages call it. */
export interface ReadSide {
  readonly name: string
  readonly parsed: ParsedCorpus
}

/**
 * Joins gold and predicted mentions of the same texts by id. Throws `INPUT` where an id is on one side only, or where the two
 * sides have different texts for it. A predicted mention in several parts counts as the span from its first to its last part,
 * which is said in a remark: no score is defined for the parts.
 */
export function pairPassages(gold: ReadSide, predicted: ReadSide): Paired {
  const left = new Map<string, Passage>(predicted.parsed.passages.map(passage => [passage.id, passage]))
  const pairs = gold.parsed.passages.map((mine): MentionPair => {
    const theirs = left.get(mine.id)
    if (theirs === undefined) {
      throw new BenchError(
        'INPUT',
        `${predicted.name}: no document ${excerpt(mine.id)}, which is in ${gold.name}; one without mentions must be there too`,
      )
    }
    left.delete(mine.id)
    refuseOtherText(gold.name, mine, predicted.name, theirs)
    return { id: mine.id, document: mine.document, gold: mine.mentions, predicted: theirs.mentions }
  })
  for (const id of left.keys()) {
    throw new BenchError('INPUT', `${predicted.name}: document ${excerpt(id)} is not in ${gold.name}`)
  }
  return pairedMentions(pairs, joinNotes([gold.parsed.notes, predicted.parsed.notes]), predicted.name)
}

/** Pairs of mentions, with a remark where a prediction is in parts. `name` is that of the predictions. */
export function pairedMentions(pairs: readonly MentionPair[], notes: ReadingNotes, name: string): Paired {
  const inParts = pairs.flatMap(pair => pair.predicted).filter(mention => (mention.parts?.length ?? 0) > 1).length
  if (inParts === 0) return { kind: 'mentions', pairs, notes }
  const message = `${name}: ${inParts} discontinuous predictions count as the span from their first to their last part`
  const remark = { kind: 'discontinuous-predictions', message, count: inParts } as const
  return { kind: 'mentions', pairs, notes: { ...notes, remarks: [...notes.remarks, remark] } }
}

/** What a reader is called in messages: the one file, or the folder that all files are in. */
export function nameOf(sources: readonly Source[]): string {
  const [first] = sources
  if (first === undefined) return 'nothing'
  return sources.length === 1 ? first.name : first.name.replace(/[\\/][^\\/]*$/, '')
}

function refuseOtherText(goldName: string, gold: Passage, predictedName: string, predicted: Passage): void {
  if (gold.text === predicted.text) return
  let at = 0
  while (gold.text[at] === predicted.text[at]) at += 1
  const around = (text: string) => excerpt(text.slice(Math.max(0, at - 20), at + 20))
  throw new BenchError(
    'INPUT',
    `${predictedName}: document ${excerpt(gold.id)} has another text than in ${goldName}, from character ${at} on: ` +
      `${around(predicted.text)}, not ${around(gold.text)}`,
  )
}
