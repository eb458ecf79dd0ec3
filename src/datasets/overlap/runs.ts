import type { Layout } from './layout.ts'
import { placesOf, type TextNumbers } from './same-text.ts'

/**
 * The places of each number, cut into runs of one set each: the runs of number n are `from[n]` up to `from[n + 1]`, sets rising. A run
 * has its `set`, how many places it holds (`all`), how many of those are `longer`, and is `places[start[run]]` up to
 * `places[start[run] + all[run]]`.
 */
export interface Runs {
  readonly count: number
  readonly from: Int32Array
  readonly set: Int32Array
  readonly all: Int32Array
  readonly longer: Int32Array
  readonly start: Int32Array
  readonly places: Int32Array
}

export function runsOf(numbers: TextNumbers, { setOf, longer: isLonger }: Layout): Runs {
  const { from: placesFrom, places } = placesOf(numbers)
  const from = new Int32Array(numbers.count + 1)
  const [set, all, longer, start] = [0, 1, 2, 3].map(() => new Int32Array(places.length)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  let run = -1
  for (let number = 0; number < numbers.count; number++) {
    const [first, end] = [placesFrom[number] ?? 0, placesFrom[number + 1] ?? 0]
    for (let at = first; at < end; at++) {
      const place = places[at] ?? 0
      const own = setOf[place] ?? 0
      if (at === first || set[run] !== own) {
        run += 1
        set[run] = own
        start[run] = at
      }
      all[run] = (all[run] ?? 0) + 1
      longer[run] = (longer[run] ?? 0) + (isLonger[place] ?? 0)
    }
    from[number + 1] = run + 1
  }
  return { count: numbers.count, from, set, all, longer, start, places }
}

/** The places of a run, in rising order. */
export function placesOfRun({ start, all, places }: Runs, run: number): Int32Array {
  const first = start[run] ?? 0
  return places.subarray(first, first + (all[run] ?? 0))
}
