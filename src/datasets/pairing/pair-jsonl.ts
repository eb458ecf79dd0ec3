import type { Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import type { DocumentId, Mention, PassageId } from '../../core/passage.ts'
import { type JsonlPassage, type JsonlTaggedPair, type MentionsFile, parseJsonl } from '../format/jsonl/jsonl.ts'
import { mentionsInText, offsetUnitOf } from '../format/jsonl/jsonl-mentions.ts'
import type { OffsetUnit } from '../format/offsets.ts'
import { excerpt, joinNotes } from '../format/text.ts'
import { onlySource } from './only-source.ts'
import { pairedMentions } from './pair-passages.ts'
import type { MentionPair, Paired, PairOptions, TaggedPair } from './paired.ts'

/**
 * Two files of mentions, joined by id, or one file of gold and predicted tags. Offsets become UTF-16 code units where either
 * file has the text; without it both sides are compared in the unit they are in, which must then be the same.
 * Throws `INPUT` with file and line.
 */
export function pairJsonl(
  gold: readonly Source[],
  predicted: readonly Source[] | null,
  { offsets }: PairOptions,
): Paired {
  const goldFile = parseJsonl(onlySource(gold))
  if (predicted === null) {
    if (goldFile.kind === 'mentions') {
      throw new BenchError(
        'INPUT',
        `${goldFile.name}: mentions need a second file, with the predictions; one file is enough where its lines have gold and pred tags`,
      )
    }
    return { kind: 'tags', pairs: goldFile.items.map(item => taggedPairOf(goldFile.name, item)), notes: goldFile.notes }
  }
  const goldMentions = mentionsFile(goldFile)
  const predictedMentions = mentionsFile(parseJsonl(onlySource(predicted)))
  const units = [offsetUnitOf(goldMentions, offsets), offsetUnitOf(predictedMentions, offsets)] as const
  return pairedMentions(
    joinById(goldMentions, predictedMentions, ...units),
    joinNotes([goldMentions.notes, predictedMentions.notes]),
    predictedMentions.name,
  )
}

function mentionsFile(file: ReturnType<typeof parseJsonl>): MentionsFile {
  if (file.kind === 'mentions') return file
  throw new BenchError(
    'INPUT',
    `${file.name}: its lines have gold and pred tags; such a file is scored alone, without a second one`,
  )
}

function taggedPairOf(file: string, { id, line, gold, predicted }: JsonlTaggedPair): TaggedPair {
  const place = { file, line, layout: 'one-line' } as const
  return { id: id as PassageId, document: null, gold, predicted, goldPlace: place, predictedPlace: place }
}

function joinById(
  gold: MentionsFile,
  predicted: MentionsFile,
  goldUnit: OffsetUnit,
  predictedUnit: OffsetUnit,
): MentionPair[] {
  const predictions = new Map(predicted.items.map(passage => [passage.id, passage]))
  const pairs = gold.items.map(mine => {
    const theirs = predictions.get(mine.id)
    if (!theirs) {
      throw new BenchError(
        'INPUT',
        `${predicted.name}: no line for id ${excerpt(mine.id)} of ${gold.name}:${mine.line}; a passage without mentions has an empty list`,
      )
    }
    predictions.delete(mine.id)
    const text = commonText(gold.name, mine, predicted.name, theirs)
    if (text === null && goldUnit !== predictedUnit) {
      throw new BenchError(
        'INPUT',
        `${predicted.name}:${theirs.line}: offsets are ${predictedUnit} here and ${goldUnit} in ${gold.name}:${mine.line}; ` +
          'to compare them one of the two lines must have the text',
      )
    }
    return {
      id: mine.id as PassageId,
      document: mine.document as DocumentId | null,
      gold: mentionsOf(gold.name, mine, text, goldUnit),
      predicted: mentionsOf(predicted.name, theirs, text, predictedUnit),
    }
  })
  for (const { id, line } of predictions.values()) {
    throw new BenchError('INPUT', `${predicted.name}:${line}: id ${excerpt(id)} is not in ${gold.name}`)
  }
  return pairs
}

/** Without a text both sides are compared as they are. */
function mentionsOf(name: string, passage: JsonlPassage, text: string | null, unit: OffsetUnit): readonly Mention[] {
  return text === null ? passage.mentions : mentionsInText(name, passage, text, unit)
}

function commonText(
  goldName: string,
  gold: JsonlPassage,
  predictedName: string,
  predicted: JsonlPassage,
): string | null {
  if (gold.text !== null && predicted.text !== null && gold.text !== predicted.text) {
    throw new BenchError(
      'INPUT',
      `${predictedName}:${predicted.line}: the text of id ${excerpt(gold.id)} is not that of ${goldName}:${gold.line}`,
    )
  }
  return gold.text ?? predicted.text
}
