import type { Passage, Span } from '../../core/passage.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { findWords } from '../../core/text/find-words.ts'
import type { TokenSpan } from '../../tags/decode.ts'

/** Names that were mentions in training text, to be found again. */
export interface Gazetteer {
  readonly names: number
  /** Longest match, left to right, without overlaps; half-open ranges of words. */
  find(words: readonly string[]): TokenSpan[]
}

/**
 * Learns the names of mentions of the given types. A name has the type it had most often (the first by code point among
 * equals). Words that are more often no mention than a mention are no name; inside a longer mention they count as neither.
 * Mentions in parts, and mentions that do not begin and end with a word, teach nothing.
 */
export function learnGazetteer(training: Iterable<Passage>, types: readonly string[]): Gazetteer {
  const root = newNode()
  const lessons = Array.from(training, passage => prepare(passage, types))
  for (const { words, mentions } of lessons) {
    for (const { start, end, type } of mentions) {
      const node = words.slice(start, end).reduce(grow, root)
      node.mentions.set(type, (node.mentions.get(type) ?? 0) + 1)
    }
  }
  for (const lesson of lessons) countOthers(root, lesson)
  return { names: chooseNames(root), find: words => findLongest(root, words.map(foldWord)) }
}

/** Where each word of a passage lies: its tokens, or else the words that its text shows. */
export function wordSpansOf({ text, tokens }: Pick<Passage, 'text' | 'tokens'>): readonly Span[] {
  return tokens ?? findWords(text)
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
  readonly words: readonly string[]
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
  const spans = wordSpansOf(passage)
  const starts = new Map(spans.map((span, index) => [span.start, index]))
  const ends = new Map(spans.map((span, index) => [span.end, index + 1]))
  const mentions = passage.mentions.flatMap((mention): TokenSpan[] => {
    const start = starts.get(mention.start)
    const end = ends.get(mention.end)
    if (start === undefined || end === undefined || mention.parts !== undefined) return []
    return types.includes(mention.type) ? [{ type: mention.type, start, end }] : []
  })
  return { words: spans.map(({ start, end }) => foldWord(passage.text.slice(start, end))), mentions }
}

/** Case says nothing at the head of a sentence, but much in a short form: `AS` is a disease, `as` is not, nor is `As`. */
function foldWord(word: string): string {
  const isShortForm = word.length <= longestShortForm && /\p{Lu}/u.test(word.slice(1))
  return isShortForm ? word : word.toLowerCase()
}

const longestShortForm = 5

function countOthers(root: Node, { words, mentions }: Lesson): void {
  for (let start = 0; start < words.length; start++) {
    let node: Node | undefined = root
    for (let end = start + 1; end <= words.length; end++) {
      node = node.next.get(words[end - 1] ?? '')
      if (node === undefined) break
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

function findLongest(root: Node, words: readonly string[]): TokenSpan[] {
  const found: TokenSpan[] = []
  for (let start = 0; start < words.length; ) {
    let node: Node | undefined = root
    let match: TokenSpan | null = null
    for (let end = start + 1; end <= words.length; end++) {
      node = node.next.get(words[end - 1] ?? '')
      if (node === undefined) break
      if (node.type !== null) match = { type: node.type, start, end }
    }
    if (match !== null) found.push(match)
    start = match?.end ?? start + 1
  }
  return found
}
