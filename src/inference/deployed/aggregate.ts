import { assertNever } from '../../core/assert-never.ts'
import type { Aggregation, DeployedEntity } from '../../core/deployment/deployment.ts'
import type { Span } from '../../core/passage.ts'
import { outside } from '../../tags/mark.ts'

/** A piece of raw text with what the model says of it. */
export interface ScoredPiece extends Span {
  /** It goes on with the word of the piece before it. */
  readonly continues: boolean
  /** Softmax probability of each label. */
  readonly scores: Float32Array
}

/** A piece, or a word put together from pieces, with one label. */
interface Labelled extends Span {
  readonly label: string
  readonly score: number
}

/**
 * Entities of one window, as the token-classification pipeline of transformers 5.23.0 gives them (its `aggregate`, with
 * `ignore_labels=["O"]`). `simple` labels each piece by itself. The others label whole words: by the first piece, by the mean of the
 * probabilities of all, or by the piece that has the highest one (the first of equals). Then neighbours with the same tag are joined,
 * unless the later one is a B; nothing else is repaired. Numbers are single precision, as they are there.
 */
export function aggregate(
  pieces: readonly ScoredPiece[],
  labels: readonly string[],
  aggregation: Aggregation,
): DeployedEntity[] {
  const labelled =
    aggregation === 'simple'
      ? pieces.map(piece => ({ start: piece.start, end: piece.end, ...best(piece.scores, labels) }))
      : wordsOf(pieces).map(word => labelWord(word, labels, aggregation))
  return groupsOf(labelled)
    .map(entityOf)
    .filter(({ type }) => type !== outside)
}

function wordsOf(pieces: readonly ScoredPiece[]): ScoredPiece[][] {
  const words: ScoredPiece[][] = []
  for (const piece of pieces) {
    const word = words.at(-1)
    if (word !== undefined && piece.continues) word.push(piece)
    else words.push([piece])
  }
  return words
}

function labelWord(
  word: readonly ScoredPiece[],
  labels: readonly string[],
  aggregation: Exclude<Aggregation, 'simple'>,
): Labelled {
  const [first] = word
  if (first === undefined) throw new Error('a word without pieces')
  const span = { start: first.start, end: word.at(-1)?.end ?? first.end }
  switch (aggregation) {
    case 'first':
      return { ...span, ...best(first.scores, labels) }
    case 'average':
      return { ...span, ...best(meanScores(word), labels) }
    case 'max': {
      const surest = word.reduce((top, piece) => (highest(piece.scores) > highest(top.scores) ? piece : top), first)
      return { ...span, ...best(surest.scores, labels) }
    }
    default:
      return assertNever(aggregation)
  }
}

function meanScores(word: readonly ScoredPiece[]): Float32Array {
  const means = new Float32Array(word[0]?.scores.length ?? 0)
  for (const { scores } of word) for (const [id, score] of scores.entries()) means[id] = (means[id] ?? 0) + score
  return means.map(sum => sum / word.length)
}

function highest(scores: Float32Array): number {
  return scores.reduce((top, score) => Math.max(top, score), 0)
}

function best(scores: Float32Array, labels: readonly string[]): Pick<Labelled, 'label' | 'score'> {
  let id = 0
  for (let other = 1; other < scores.length; other++) if ((scores[other] ?? 0) > (scores[id] ?? 0)) id = other
  return { label: labels[id] ?? outside, score: scores[id] ?? 0 }
}

/** Neighbours with the same tag, whatever lies between them; only `B-` begins anew. */
function groupsOf(labelled: readonly Labelled[]): Labelled[][] {
  const groups: Labelled[][] = []
  for (const one of labelled) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && goesOn(one.label, last.label)) group.push(one)
    else groups.push([one])
  }
  return groups
}

function goesOn(label: string, before: string): boolean {
  return !label.startsWith('B-') && tagOf(label) === tagOf(before)
}

/** The label without `B-` or `I-`. Other prefixes stay, so that an `E-` never goes on with a `B-`. */
function tagOf(label: string): string {
  return label.startsWith('B-') || label.startsWith('I-') ? label.slice(2) : label
}

/** The type is all behind the first dash, of whatever prefix. */
function entityOf(group: readonly Labelled[]): DeployedEntity {
  const label = group[0]?.label ?? outside
  return {
    start: group[0]?.start ?? 0,
    end: group.at(-1)?.end ?? 0,
    type: label.slice(label.indexOf('-') + 1),
    score: group.reduce((sum, { score }) => sum + score, 0) / group.length,
  }
}
