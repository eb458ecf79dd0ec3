import type { Span } from '../../core/passage.ts'
import type { Spelling } from './spelling.ts'

/** A character of the text as normalisers leave it, and where it came from. */
interface Letter extends Span {
  readonly letter: string
}

const space = ' '
const metaspace = '▁'
/** What WordPiece cuts off as a piece of its own: punctuation, and the symbols of ASCII; and Han characters. */
const alone = /^[\p{P}$+<=>^`|~\p{Script=Han}]$/u

/**
 * Places pieces that are spelled in characters. They must spell the text letter by letter, from beginning to end, besides white space; letters are compared without case,
 * marks, compatibility forms and invisible characters, which is what normalisers change. An unknown piece stands for one word, or one sign. `null` where that does not come out.
 * A piece has the space before it where its `▁` says so, as offsets of the tokenizers library do.
 */
export function placeCharacters(text: string, pieces: readonly string[], spelling: Spelling): Span[] | null {
  const letters = lettersOf(text)
  const spans: Span[] = []
  let at = 0
  for (const piece of pieces) {
    const end = piece === spelling.unknown ? skipWord(letters, at) : spell(letters, at, bare(piece, spelling))
    if (end === null) return null
    const hasSpace = piece.startsWith(metaspace) && !spelling.cutsAtSpaces
    const first = letters[hasSpace ? at : skipSpaces(letters, at)]
    const last = letters[end - 1]
    if (first === undefined) return null
    spans.push({ start: first.start, end: Math.max(last?.end ?? 0, first.end) }) // a ▁ that was put there lies on what follows
    at = end
  }
  return skipSpaces(letters, at) === letters.length ? spans : null
}

function lettersOf(text: string): Letter[] {
  const letters: Letter[] = []
  let start = 0
  for (const character of text) {
    const end = start + character.length
    const folded = /\s/u.test(character) ? space : fold(character)
    for (const letter of folded) letters.push({ letter, start, end })
    start = end
  }
  return letters
}

/** Empty for marks and for what cannot be seen. */
function fold(character: string): string {
  const strip = (letters: string) => letters.normalize('NFKD').replace(/[\p{M}\p{C}\s]/gu, '')
  return strip(strip(character).toUpperCase().toLowerCase())
}

function bare(piece: string, { continuation }: Spelling): string {
  const goesOn = continuation !== null && piece.startsWith(continuation) && piece.length > continuation.length
  return goesOn ? piece.slice(continuation.length) : piece
}

/** Where the letters of a piece end; null where they are others. */
function spell(letters: readonly Letter[], from: number, piece: string): number | null {
  let at = from
  let spelled = false
  for (const character of piece) {
    if (character === metaspace && letters[at]?.letter !== fold(metaspace)) {
      const behind = skipSpaces(letters, at)
      if (behind === at && at > 0) return null
      at = behind
      spelled = true
      continue
    }
    for (const letter of fold(character)) {
      if (!spelled) at = skipSpaces(letters, at)
      if (letters[at]?.letter !== letter) return null
      at++
      spelled = true
    }
  }
  return spelled ? at : null
}

function skipWord(letters: readonly Letter[], from: number): number | null {
  const start = skipSpaces(letters, from)
  let at = start
  while (at < letters.length && letters[at]?.letter !== space && !alone.test(letters[at]?.letter ?? '')) at++
  if (at > start) return at
  return start < letters.length ? start + 1 : null
}

function skipSpaces(letters: readonly Letter[], from: number): number {
  let at = from
  while (letters[at]?.letter === space) at++
  return at
}
