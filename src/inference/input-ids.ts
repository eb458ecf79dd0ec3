import { BenchError } from '../core/error.ts'
import type { Input } from '../core/passage.ts'

/** Answers are joined to inputs by id. Throws `ARGUMENT`, naming the id, where two inputs share one. */
export function checkIds(inputs: readonly Pick<Input, 'id'>[]): void {
  const seen = new Set<string>()
  for (const { id } of inputs) {
    if (seen.has(id))
      throw new BenchError('ARGUMENT', `passage ${JSON.stringify(id)} was given twice; ids must be distinct`)
    seen.add(id)
  }
}
