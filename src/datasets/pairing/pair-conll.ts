import type { Source } from '../../core/corpus.ts'
import type { PassageId } from '../../core/passage.ts'
import { type ConllFile, isSentence, parseConll } from '../format/conll/conll.ts'
import { trackDocuments } from '../format/conll/track-documents.ts'
import { joinNotes } from '../format/text.ts'
import { alignConll } from './align-conll.ts'
import { onlySource } from './only-source.ts'
import type { Paired, TaggedPair } from './paired.ts'

/**
 * Two files of token and tag, or one whose last two columns are gold and prediction. Throws `INPUT` where the two files are not
 * the same tokens in the same sentences, naming the sentence and the line in both.
 */
export function pairConll(gold: readonly Source[], predicted: readonly Source[] | null): Paired {
  if (predicted === null) {
    const file = parseConll(onlySource(gold), { columns: 'gold-and-prediction', separator: 'auto' })
    return { kind: 'tags', pairs: pairsOf(file, file), notes: file.notes }
  }
  const goldFile = parseConll(onlySource(gold), { columns: 'tag', separator: 'auto' })
  const predictedFile = parseConll(onlySource(predicted), { columns: 'tag', separator: 'auto' })
  return {
    kind: 'tags',
    pairs: pairsOf(goldFile, predictedFile),
    notes: joinNotes([goldFile.notes, predictedFile.notes]),
  }
}

function pairsOf(gold: ConllFile, predicted: ConllFile): TaggedPair[] {
  const marked = gold.sentences.some(sentence => sentence.border !== null)
  const documentAfter = trackDocuments('gold')
  const pairs: TaggedPair[] = []
  for (const { gold: mine, predicted: theirs } of alignConll(gold, predicted)) {
    const document = documentAfter(mine)
    if (theirs === null || !(isSentence(mine) || isSentence(theirs))) continue
    pairs.push({
      id: `sentence-${pairs.length + 1}` as PassageId,
      document: marked ? document : null,
      gold: mine.tags,
      predicted: theirs.predicted ?? theirs.tags,
      goldPlace: { file: gold.name, line: mine.line, layout: 'line-each' },
      predictedPlace: { file: predicted.name, line: theirs.line, layout: 'line-each' },
    })
  }
  return pairs
}
