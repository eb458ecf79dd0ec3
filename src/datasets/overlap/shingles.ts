/** Words in one shingle. With two, a sentence of 19 words is near (0.8) another with one word replaced. */
export const shingleWords = 2

/** The sets of shingles of texts: those of text i are `values[from[i]]` up to `values[from[i + 1]]`, rising and distinct. */
export interface Shingles {
  readonly from: Int32Array
  readonly values: Float64Array
}

/** More words than a map can hold, so that two of their numbers fit a double exactly. */
const numbersOfWords = 2 ** 26

/**
 * Shingles as exact numbers, not hashes, so that similarities computed from them are true. Words are runs of letters, marks and digits,
 * in lower case: punctuation, and how it was tokenised, makes no difference. A text of one word has that word as its shingle.
 */
export function shinglesOf(texts: readonly string[]): Shingles {
  const numbers = new Map<string, number>()
  const numberOf = (word: string): number => {
    const known = numbers.get(word)
    if (known !== undefined) return known
    numbers.set(word, numbers.size + 1)
    return numbers.size
  }
  const from = new Int32Array(texts.length + 1)
  let values = new Float64Array(1024)
  let length = 0
  texts.forEach((text, index) => {
    const words = (
      text
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
    ).map(numberOf)
    const own = Float64Array.from(
      words.length === 1 ? words : words.slice(1).map((word, at) => (words[at] ?? 0) * numbersOfWords + word),
    ).sort()
    if (length + own.length > values.length) values = grown(values, length + own.length)
    for (const value of own) {
      if (length > (from[index] ?? 0) && values[length - 1] === value) continue
      values[length] = value
      length += 1
    }
    from[index + 1] = length
  })
  return { from, values: values.subarray(0, length) }
}

/** |A ∩ B| / |A ∪ B| of the shingles of two texts; 0 where either has none. */
export function similarityOf({ from, values }: Shingles, a: number, b: number): number {
  const [endA, endB] = [from[a + 1] ?? 0, from[b + 1] ?? 0]
  let [atA, atB] = [from[a] ?? 0, from[b] ?? 0]
  const sizes = endA - atA + endB - atB
  let shared = 0
  while (atA < endA && atB < endB) {
    const difference = (values[atA] ?? 0) - (values[atB] ?? 0)
    if (difference === 0) shared += 1
    if (difference <= 0) atA += 1
    if (difference >= 0) atB += 1
  }
  return sizes === 0 ? 0 : shared / (sizes - shared)
}

function grown(values: Float64Array<ArrayBuffer>, atLeast: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(atLeast, values.length * 2))
  larger.set(values)
  return larger
}
