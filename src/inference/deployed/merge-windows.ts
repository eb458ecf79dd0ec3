import type { DeployedEntity } from '../../core/deployment/deployment.ts'

/**
 * Entities of windows that share pieces, as the pipeline merges them (`aggregate_overlapping_entities` of transformers 5.23.0): by their
 * start, and of one that begins inside the one before it, whatever their types, only the longer stays, or the surer of
 * equally long ones. Lengths are counted in code points.
 */
export function mergeWindows(entities: readonly DeployedEntity[], text: string): DeployedEntity[] {
  const lengthOf = ({ start, end }: DeployedEntity) => [...text.slice(start, end)].length
  const merged: DeployedEntity[] = []
  for (const entity of entities.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last === undefined || entity.start >= last.end) {
      merged.push(entity)
      continue
    }
    const longer = lengthOf(entity) - lengthOf(last)
    if (longer > 0 || (longer === 0 && entity.score > last.score)) merged[merged.length - 1] = entity
  }
  return merged
}
