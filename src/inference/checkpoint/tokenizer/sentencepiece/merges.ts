import type { Piece } from './model-file.ts'
import type { Refuse } from './refuse.ts'

/** A piece of a vocabulary that is a list: its position is its id. */
export type ScoredPiece = readonly [text: string, score: number]
export type Merge = readonly [left: string, right: string]

/** A million pieces of 16 characters ask for a quarter of each. */
const maxWork = 2 ** 30
const maxCharacters = 2 ** 26

/**
 * The merges that a BPE of SentencePiece does without saying them: every cut of a piece of the vocabulary into two of the file, the higher score
 * first; of equal ones the longer left half, then the longer right half, then the lower ids. That is the order of transformers. What `refuse` makes
 * is thrown where pieces are so long that there would be no end to it.
 */
export function mergesFromScores(
  vocabulary: readonly ScoredPiece[],
  pieces: readonly Piece[],
  refuse: Refuse,
): Merge[] {
  const work = vocabulary.reduce((sum, [text]) => sum + text.length ** 2, 0)
  if (work > maxWork) throw refuse('its pieces are too long for the merges to be found')
  const ids = new Map(pieces.map(({ text }, id) => [text, id]))
  const cuts: Cut[] = []
  let characters = 0
  for (const [text, score] of vocabulary) {
    const own = cutsOf(text, score, ids)
    characters += own.length * text.length
    if (characters > maxCharacters) throw refuse('its pieces can be cut into others in too many ways')
    for (const cut of own) cuts.push(cut)
  }
  cuts.sort((a, b) => b.score - a.score || b.leftLength - a.leftLength || b.rightLength - a.rightLength)
  return cuts.map(({ left, right }) => [left, right])
}

/** Lengths are in code points. */
interface Cut {
  readonly left: string
  readonly right: string
  readonly leftLength: number
  readonly rightLength: number
  readonly score: number
}

function cutsOf(text: string, score: number, ids: ReadonlyMap<string, number>): Cut[] {
  const characters = [...text]
  const cuts: Cut[] = []
  let at = 0
  for (const [index, character] of characters.entries()) {
    at += character.length
    const left = text.slice(0, at)
    const right = text.slice(at)
    if (!ids.has(left) || !ids.has(right)) continue
    cuts.push({ left, right, leftLength: index + 1, rightLength: characters.length - index - 1, score })
  }
  const id = (piece: string) => ids.get(piece) ?? 0
  return cuts.sort((a, b) => id(a.left) - id(b.left) || id(a.right) - id(b.right))
}
