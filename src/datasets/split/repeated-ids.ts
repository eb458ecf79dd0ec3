import { BenchError } from '../../core/error.ts'
import type { Passage } from '../../core/passage.ts'

/** Throws `INPUT` where two passages have one id: predictions are joined by id. */
export function refuseRepeatedIds(where: string, passages: readonly Passage[]): void {
  const seen = new Set<string>()
  for (const { id } of passages) {
    if (seen.has(id)) throw new BenchError('INPUT', `${where}: two passages have the id ${JSON.stringify(id)}`)
    seen.add(id)
  }
}
