import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { mersenne } from 'pure-rand/generator/mersenne'

/**
 * `count` of the items (all, where there are fewer), drawn without replacement and returned in their own order. Every subset
 * is equally likely; the same items, count and seed give the same subset on every machine. Seeds that are equal modulo 2³²
 * are the same seed.
 */
export function drawSample<T>(items: readonly T[], count: number, seed: number): T[] {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`a sample of ${count} items`)
  if (count >= items.length) return [...items]
  // MT19937 spreads small seeds over its whole state; with xoroshiro128plus, neighbouring seeds draw alike at first.
  const random = mersenne(seed)
  const order = Array.from(items, (_, index) => index)
  for (let drawn = 0; drawn < count; drawn++) {
    const other = uniformInt(random, drawn, order.length - 1)
    const index = order[other] as number
    order[other] = order[drawn] as number
    order[drawn] = index
  }
  return order
    .slice(0, count)
    .sort((a, b) => a - b)
    .map(index => items[index] as T)
}
