import { BenchError } from '../../core/error.ts'
import { type ConllFile, type ConllSentence, isSentence } from '../format/conll/conll.ts'
import { excerpt } from '../format/text.ts'

/** `predicted` is null for a line that begins a document in the gold file only. */
export interface AlignedSentence {
  readonly gold: ConllSentence
  readonly predicted: ConllSentence | null
}

/**
 * Puts the sentences of two files side by side. Lines that begin documents may be missing from either file, as long as they
 * carry no tag. Throws `INPUT`, naming the sentence and the line in both files, where the tokens are not the same.
 */
export function* alignConll(gold: ConllFile, predicted: ConllFile): Generator<AlignedSentence> {
  let number = 0
  for (let i = 0, j = 0; i < gold.sentences.length || j < predicted.sentences.length; ) {
    const mine = gold.sentences[i]
    const theirs = predicted.sentences[j]
    const bothBorders = mine?.border != null && theirs?.border != null
    if (mine && !bothBorders && !isSentence(mine)) {
      yield { gold: mine, predicted: null }
      i += 1
    } else if (theirs && !bothBorders && !isSentence(theirs)) {
      j += 1
    } else if (!mine || !theirs) {
      throw unequalLength(gold, predicted, number, mine, theirs)
    } else {
      if (isSentence(mine) || isSentence(theirs)) {
        number += 1
        refuseOtherTokens(gold.name, mine, predicted.name, theirs, number)
      }
      yield { gold: mine, predicted: theirs }
      i += 1
      j += 1
    }
  }
}

function unequalLength(
  gold: ConllFile,
  predicted: ConllFile,
  sentences: number,
  mine: ConllSentence | undefined,
  theirs: ConllSentence | undefined,
): BenchError {
  const [longer, shorter] = mine ? [gold, predicted] : [predicted, gold]
  return new BenchError(
    'INPUT',
    `${longer.name}:${(mine ?? theirs)?.line}: sentence ${sentences + 1} begins here, but ${shorter.name} ends after ` +
      `${sentences === 1 ? '1 sentence' : `${sentences} sentences`}; both files must have the same sentences`,
  )
}

function refuseOtherTokens(
  goldName: string,
  gold: ConllSentence,
  predictedName: string,
  predicted: ConllSentence,
  number: number,
): void {
  const length = Math.min(gold.tokens.length, predicted.tokens.length)
  for (let i = 0; i < length; i++) {
    const mine = gold.tokens[i] ?? ''
    const theirs = predicted.tokens[i] ?? ''
    if (mine === theirs) continue
    throw new BenchError(
      'INPUT',
      `${goldName}:${gold.line + i}: token ${i + 1} of sentence ${number} is ${excerpt(mine)}, but ${excerpt(theirs)} in ` +
        `${predictedName}:${predicted.line + i}; both files must have the same tokens`,
    )
  }
  if (gold.tokens.length === predicted.tokens.length) return
  throw new BenchError(
    'INPUT',
    `${goldName}:${gold.line}: sentence ${number} has ${gold.tokens.length} tokens here, but ${predicted.tokens.length} in ` +
      `${predictedName}:${predicted.line}; gold and prediction must have the same length`,
  )
}
