import { bandKeysOf, bands } from './min-hash.ts'
import { type Shingles, similarityOf } from './shingles.ts'

/** In a bucket, a text is compared with so many that follow it. Only texts made from a template fill a bucket further. */
const bucketReach = 256

/** How a search ended: comparisons that were not made because a bucket held more than `bucketReach` texts. */
export interface NearSearch {
  readonly skippedComparisons: number
}

/**
 * Calls `found` once for each pair of texts (a < b) whose similarity is at least `threshold`, of those that share a band. Time grows
 * with the texts and the pairs found; memory with the texts alone.
 */
export function findNearTexts(
  shingles: Shingles,
  threshold: number,
  found: (a: number, b: number, similarity: number) => void,
): NearSearch {
  const texts = shingles.from.length - 1
  const sizeOf = (text: number): number => (shingles.from[text + 1] ?? 0) - (shingles.from[text] ?? 0)
  const { keys, width } = sortableKeys(bandKeysOf(shingles), texts)
  let skippedComparisons = 0

  const compare = (a: number, b: number, band: number): void => {
    if (sharesEarlierBand(keys, a, b, band)) return
    const [sizeA, sizeB] = [sizeOf(a), sizeOf(b)]
    if (Math.min(sizeA, sizeB) < threshold * Math.max(sizeA, sizeB)) return
    const similarity = similarityOf(shingles, a, b)
    if (similarity >= threshold) found(a, b, similarity)
  }

  const order = new Float64Array(texts)
  for (let band = 0; band < bands; band++) {
    let held = 0
    for (let text = 0; text < texts; text++) {
      if (sizeOf(text) === 0) continue
      order[held] = (keys[text * bands + band] ?? 0) * width + text
      held += 1
    }
    order.subarray(0, held).sort()
    for (let first = 0, next = 0; first < held; first = next) {
      const key = Math.floor((order[first] ?? 0) / width)
      const limit = (key + 1) * width
      while (next < held && (order[next] ?? 0) < limit) next += 1
      for (let at = first; at < next; at++) {
        const reach = Math.min(next, at + 1 + bucketReach)
        skippedComparisons += next - reach
        const text = (order[at] ?? 0) - key * width
        for (let other = at + 1; other < reach; other++) compare(text, (order[other] ?? 0) - key * width, band)
      }
    }
  }
  return { skippedComparisons }
}

/**
 * Key and text make one double, `key * width + text`, so that sorting needs no comparator. With more than two million texts keys
 * lose bits, which makes more candidates and no other result.
 */
function sortableKeys(keys: Uint32Array, texts: number): { keys: Uint32Array; width: number } {
  const width = 2 ** Math.ceil(Math.log2(Math.max(2, texts)))
  const lost = width / 2 ** 21
  return { keys: lost <= 1 ? keys : keys.map(key => Math.floor(key / lost)), width }
}

/** Then the pair has been compared already, or passed over and counted. */
function sharesEarlierBand(keys: Uint32Array, a: number, b: number, band: number): boolean {
  for (let earlier = 0; earlier < band; earlier++) {
    if (keys[a * bands + earlier] === keys[b * bands + earlier]) return true
  }
  return false
}
