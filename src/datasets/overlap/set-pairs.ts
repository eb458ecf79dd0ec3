/** One value for every set with itself and every two sets, in the order 0-0, 0-1, …, 1-1, 1-2, …. */
export interface SetPairs<T> {
  /** Of a pair with a ≤ b. */
  at(a: number, b: number): T
  readonly values: readonly T[]
}

export function setPairs<T>(sets: number, make: (a: number, b: number) => T): SetPairs<T> {
  const rows = Array.from({ length: sets }, (_, a) =>
    Array.from({ length: sets - a }, (_, offset) => make(a, a + offset)),
  )
  return {
    at(a, b) {
      const value = rows[a]?.[b - a]
      if (value === undefined) throw new RangeError(`no pair of sets ${a} and ${b}`)
      return value
    },
    values: rows.flat(),
  }
}

/** Calls `visit` for every two runs of one number, and for each run with itself: `a` stands no later than `b`. */
export function forEachRunPair(from: number, to: number, visit: (a: number, b: number) => void): void {
  for (let a = from; a < to; a++) for (let b = a; b < to; b++) visit(a, b)
}
