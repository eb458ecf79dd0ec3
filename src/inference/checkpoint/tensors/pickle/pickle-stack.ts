import type { PickleValue, Refuse } from './pickle-value.ts'

/** A stack with marks; what lies below the last mark is out of reach until it is taken away. */
export interface PickleStack {
  push(value: PickleValue): void
  pop(): PickleValue
  /** The last `count` values, the deepest first. */
  popMany(count: number): PickleValue[]
  /** The values above the last mark, which goes too. */
  popToMark(): PickleValue[]
  top(): PickleValue
  mark(): void
  /** No values and no marks. */
  isEmpty(): boolean
}

/** Picklers write long dicts a thousand entries at a time. */
const maxSize = 100_000

export function createPickleStack(refuse: Refuse): PickleStack {
  const values: PickleValue[] = []
  const marks: number[] = []

  function popMany(count: number): PickleValue[] {
    if (values.length - (marks.at(-1) ?? 0) < count) throw refuse('takes more from its stack than there is')
    return values.splice(values.length - count)
  }

  return {
    push(value) {
      if (values.length >= maxSize) throw refuse(`piles up more than ${maxSize} values`)
      values.push(value)
    },
    pop: () => popMany(1)[0] ?? null,
    popMany,
    popToMark() {
      const start = marks.pop()
      if (start === undefined) throw refuse('looks for a mark that it has not set')
      return values.splice(start)
    },
    top() {
      if (values.length <= (marks.at(-1) ?? 0)) throw refuse('takes more from its stack than there is')
      return values.at(-1) ?? null
    },
    mark() {
      if (marks.length >= maxSize) throw refuse(`sets more than ${maxSize} marks`)
      marks.push(values.length)
    },
    isEmpty: () => values.length === 0 && marks.length === 0,
  }
}
