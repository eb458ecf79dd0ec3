import type { Passage } from '../../core/passage.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import type { TokenSpan } from '../../tags/decode.ts'
import { type WordPart, wordPartsOf } from './word-parts.ts'

/** Names that were mentions in training text, to be found again. */
export interface Gazetteer {
  readonly names: number
  /** Longest match of whole words, left to right, without overlaps; half-open ranges of words (`wordSpansOf`). */
  find(passage: Pick<Passage, 'text' | 'tokens'>): TokenSpan[]
}

/**
 * Learns the names of mentions of the given types. A name has the type it had most often (the first by code point among
 * equals). Words that are more often no mention than a mention are no name; inside a longer mention they count as neither.
 * Mentions in parts, and mentions that do not begin and end with a word, teach nothing. Words are compared in their parts (`wordPartsOf`).
 */
export function learnGazetteer(training: Iterable<Passage>, types: readonly string[]): Gazetteer {
  const root = newNode()
  const lessons = Array.from(training, passage => prepare(passage, types))
  for (const { folded, mentions } of lessons) {
    for (const { start, end, type } of mentions) {
      const node = folded.slice(start, end).reduce(grow, root)
      node.mentions.set(type, (node.mentions.get(type) ?? 0) + 1)
    }
  }
  for (const lesson of lessons) countOthers(root, lesson)
  return { names: chooseNames(root), find: passage => findLongest(root, wordPartsOf(passage)) }
}

/** The words that begin with the path to this node. */
interface Node {
  readonly next: Map<string, Node>
  /** How often exactly these words were a mention, by type. */
  readonly mentions: Map<string, number>
  /** How often they were there without being, or being inside, a mention. */
  others: number
  /** Set where they are a name. */
  type: string | null
}

interface Lesson {
  readonly parts: readonly WordPart[]
  /** The text of each part, as names are compared. */
  readonly folded: readonly string[]
  readonly mentions: readonly TokenSpan[]
}

function newNode(): Node {
  return { next: new Map(), mentions: new Map(), others: 0, type: null }
}

function grow(node: Node, word: string): Node {
  const known = node.next.get(word)
  if (known !== undefined) return known
  const created = newNode()
  node.next.set(word, created)
  return created
}

function prepare(passage: Passage, types: readonly string[]): Lesson {
  const parts = wordPartsOf(passage)
  const starts = new Map(parts.map((part, index) => [part.start, index]))
  const ends = new Map(parts.map((part, index) => [part.end, index + 1]))
  const mentions = passage.mentions.flatMap((mention): TokenSpan[] => {
    const start = starts.get(mention.start)
    const end = ends.get(mention.end)
    if (start === undefined || end === undefined || mention.parts !== undefined) return []
    return types.includes(mention.type) ? [{ type: mention.type, start, end }] : []
  })
  return { parts, folded: parts.map(({ text }) => foldWord(text)), mentions }
}

/** Case says nothing at the head of a sentence, but much in a short form: `AS` is a disease, `as` is not, nor is `As`. */
function foldWord(word: string): string {
  const isShortForm = word.length <= longestShortForm && /\p{Lu}/u.test(word.slice(1))
  return isShortForm ? word : word.toLowerCase()
}

const longestShortForm = 5

function countOthers(root: Node, { parts, folded, mentions }: Lesson): void {
  for (let start = 0; start < parts.length; start++) {
    if (!parts[start]?.begins) continue
    let node: Node | undefined = root
    for (let end = start + 1; end <= parts.length; end++) {
      node = node.next.get(folded[end - 1] ?? '')
      if (node === undefined) break
      if (!parts[end - 1]?.ends) continue
      const isInside = mentions.some(mention => mention.start <= start && end <= mention.end)
      if (!isInside) node.others++
    }
  }
}

/** Decides which nodes are names, and counts them. */
function chooseNames(node: Node): number {
  const [best] = [...node.mentions].sort(([a, x], [b, y]) => y - x || byCodePoint(a, b))
  const mentions = [...node.mentions.values()].reduce((sum, count) => sum + count, 0)
  if (best !== undefined && mentions >= node.others) node.type = best[0]
  const below = [...node.next.values()].map(chooseNames)
  return below.reduce((sum, names) => sum + names, node.type === null ? 0 : 1)
}

function findLongest(root: Node, parts: readonly WordPart[]): TokenSpan[] {
  const folded = parts.map(({ text }) => foldWord(text))
  const found: TokenSpan[] = []
  for (let start = 0; start < parts.length; ) {
    let node: Node | undefined = parts[start]?.begins ? root : undefined
    let match: { readonly type: string; readonly end: number } | null = null
    for (let end = start + 1; end <= parts.length; end++) {
      node = node?.next.get(folded[end - 1] ?? '')
      if (node === undefined) break
      if (node.type !== null && parts[end - 1]?.ends) match = { type: node.type, end }
    }
    if (match !== null) found.push({ type: match.type, ...wordsOf(parts, start, match.end) })
    start = match?.end ?? start + 1
  }
  return found
}

function wordsOf(parts: readonly WordPart[], start: number, end: number): Pick<TokenSpan, 'start' | 'end'> {
  return { start: parts[start]?.word ?? 0, end: (parts[end - 1]?.word ?? 0) + 1 }
}
