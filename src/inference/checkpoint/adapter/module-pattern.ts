/** A regular expression as far as names of modules need one. Whatever else Python knows is refused, never guessed. */
export type Pattern =
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'all'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'any'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly of: Pattern; readonly least: number; readonly most: number }

const maxLength = 500
const classes: ReadonlyMap<string, RegExp> = new Map([
  ['d', /\d/],
  ['D', /\D/],
  ['w', /\w/],
  ['W', /\W/],
  ['s', /\s/],
  ['S', /\S/],
])

/**
 * Parses literals, `.`, classes, groups, alternatives, `^`, `$` and the quantifiers (lazy ones as well: whole names are matched). Throws
 * `SyntaxError` with the reason on anything else, and on a pattern longer than 500 characters.
 */
export function parsePattern(text: string): Pattern {
  if (text.length > maxLength) throw new SyntaxError(`longer than ${maxLength} characters`)
  const cursor = { text, at: 0 }
  const pattern = parseAlternatives(cursor)
  if (cursor.at < text.length) throw new SyntaxError('a bracket closes what was not opened')
  return pattern
}

interface Cursor {
  readonly text: string
  at: number
}

function parseAlternatives(cursor: Cursor): Pattern {
  const parts = [parseSequence(cursor)]
  while (cursor.text[cursor.at] === '|') {
    cursor.at++
    parts.push(parseSequence(cursor))
  }
  return parts.length === 1 ? (parts[0] ?? { kind: 'all', parts: [] }) : { kind: 'any', parts }
}

function parseSequence(cursor: Cursor): Pattern {
  const parts: Pattern[] = []
  while (cursor.at < cursor.text.length && !'|)'.includes(cursor.text[cursor.at] ?? '')) {
    parts.push(parseQuantified(cursor))
  }
  return { kind: 'all', parts }
}

function parseQuantified(cursor: Cursor): Pattern {
  const of = parseAtom(cursor)
  const quantifier = /^(?:[*+?]|\{(?:\d{1,4}|\d{0,4},\d{0,4})\})/.exec(cursor.text.slice(cursor.at))?.[0]
  if (quantifier === undefined) return of
  cursor.at += quantifier.length
  if (cursor.text[cursor.at] === '?') cursor.at++
  if (/^(?:[*+]|\{\d)/.test(cursor.text.slice(cursor.at))) throw new SyntaxError('a quantifier follows a quantifier')
  const [least, most] = boundsOf(quantifier)
  if (least > most) throw new SyntaxError(`${quantifier} has its bounds the wrong way round`)
  return { kind: 'repeat', of, least, most }
}

function boundsOf(quantifier: string): [number, number] {
  if (quantifier === '*') return [0, Number.POSITIVE_INFINITY]
  if (quantifier === '+') return [1, Number.POSITIVE_INFINITY]
  if (quantifier === '?') return [0, 1]
  const [least = '', most] = quantifier.slice(1, -1).split(',')
  if (most === undefined) return [Number(least), Number(least)]
  return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)]
}

function parseAtom(cursor: Cursor): Pattern {
  const character = cursor.text[cursor.at] ?? ''
  cursor.at++
  switch (character) {
    case '(':
      return parseGroup(cursor)
    case '[':
      return { kind: 'one', accepts: parseClass(cursor) }
    case '.':
      return { kind: 'one', accepts: other => other !== '\n' }
    case '^':
      return { kind: 'start' }
    case '$':
      return { kind: 'end' }
    case '\\':
      return { kind: 'one', accepts: parseEscape(cursor) }
    case '*':
    case '+':
    case '?':
      throw new SyntaxError(`${character} has nothing to repeat`)
    default:
      return { kind: 'one', accepts: other => other === character }
  }
}

function parseGroup(cursor: Cursor): Pattern {
  if (cursor.text[cursor.at] === '?') {
    if (cursor.text[cursor.at + 1] !== ':') throw new SyntaxError('of the groups with (? only (?: is understood')
    cursor.at += 2
  }
  const inner = parseAlternatives(cursor)
  if (cursor.text[cursor.at] !== ')') throw new SyntaxError('a group is not closed')
  cursor.at++
  return inner
}

function parseEscape(cursor: Cursor): (character: string) => boolean {
  const escaped = cursor.text[cursor.at] ?? ''
  cursor.at++
  const known = classes.get(escaped)
  if (known !== undefined) return character => known.test(character)
  if (escaped === '' || /[A-Za-z0-9]/.test(escaped)) throw new SyntaxError(`\\${escaped} is not understood`)
  return character => character === escaped
}

function parseClass(cursor: Cursor): (character: string) => boolean {
  const negated = cursor.text[cursor.at] === '^'
  if (negated) cursor.at++
  const accepted: ((character: string) => boolean)[] = []
  // A bracket that stands first is a literal one.
  while (accepted.length === 0 || cursor.text[cursor.at] !== ']') {
    const first = cursor.text[cursor.at]
    if (first === undefined) throw new SyntaxError('a class is not closed')
    cursor.at++
    if (first === '\\') accepted.push(parseEscape(cursor))
    else accepted.push(parseRange(cursor, first))
  }
  cursor.at++
  return character => accepted.some(accepts => accepts(character)) !== negated
}

function parseRange(cursor: Cursor, first: string): (character: string) => boolean {
  const last = cursor.text[cursor.at + 1]
  if (cursor.text[cursor.at] !== '-' || last === undefined || last === ']') return character => character === first
  if (last === '\\') throw new SyntaxError('a range with an escaped end is not understood')
  if (last < first) throw new SyntaxError(`the range ${first}-${last} is the wrong way round`)
  cursor.at += 2
  return character => first <= character && character <= last
}
