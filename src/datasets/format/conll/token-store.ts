import type { Span } from '../../../core/passage.ts'

/**
 * The tokens of a file in the order of their lines, each followed by a space, in one buffer that becomes one string: a string for
 * every token would take longer to make, and to get rid of, than all the rest of reading.
 */
export interface TokenStore {
  /** Number of tokens so far. */
  size(): number
  /** Adds the token in `bytes` from `start` to `end`, which has `units` code units. */
  add(bytes: Uint8Array, start: number, end: number, units: number): void
  /** To be called once, after the last token and before anything is asked for. */
  close(): void
  /** `count` tokens from the one numbered `first` on, with single spaces between. */
  text(first: number, count: number): string
  /** Where they lie in that text. */
  spans(first: number, count: number): Span[]
  /** They themselves. */
  tokens(first: number, count: number): string[]
}

/** For the tokens of a file of `bytes` bytes. A line has at least four: a token, a separator, a tag and a line feed. */
export function createTokenStore(bytes: number): TokenStore {
  const buffer = new Uint8Array(bytes + 1)
  const ends = new Int32Array(Math.ceil((bytes + 1) / 4))
  let joined = ''
  let filled = 0
  let units = 0
  let size = 0
  const startOf = (token: number): number => (token === 0 ? 0 : (ends[token - 1] as number) + 1)
  const endOf = (first: number, count: number): number =>
    count === 0 ? startOf(first) : (ends[first + count - 1] as number)

  return {
    size: () => size,
    add(source, start, end, length) {
      let to = filled
      for (let from = start; from < end; from++) buffer[to++] = source[from] as number
      buffer[to] = space
      filled = to + 1
      units += length
      ends[size] = units
      units += 1
      size += 1
    },
    close() {
      joined = new TextDecoder('utf-8', { ignoreBOM: true }).decode(buffer.subarray(0, filled))
    },
    text: (first, count) => joined.slice(startOf(first), endOf(first, count)),
    spans(first, count) {
      const spans = new Array<Span>(count)
      const origin = startOf(first)
      let start = 0
      for (let i = 0; i < count; i++) {
        const end = (ends[first + i] as number) - origin
        spans[i] = { start, end }
        start = end + 1
      }
      return spans
    },
    tokens(first, count) {
      const tokens: string[] = []
      for (let i = first; i < first + count; i++) tokens.push(joined.slice(startOf(i), ends[i]))
      return tokens
    },
  }
}

const space = 32
