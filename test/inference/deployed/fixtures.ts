import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { aggregations, type DeployedEntity } from '../../../src/core/deployment/deployment.ts'

const folder = resolve(import.meta.dirname, '..', '..', 'fixtures', 'deployed')

const entity = z.tuple([z.int(), z.int(), z.int(), z.number()])
const aggregation = z.enum(aggregations)

const aggregationCase = z.object({
  tokenizer: z.string(),
  text: z.string(),
  labels: z.array(z.string()),
  marksContinuation: z.boolean(),
  pieces: z.array(z.tuple([z.string(), z.int(), z.int(), z.int()])),
  windows: z.array(z.object({ start: z.int(), logits: z.array(z.array(z.number())) })),
  groups: z.array(z.string()),
  entities: z.record(aggregation, z.array(entity)),
})

const pipelineFile = z.object({
  texts: z.array(z.string()),
  models: z.array(
    z.object({
      model: z.string(),
      groups: z.array(z.string()),
      cases: z.array(
        z.object({
          text: z.int(),
          strategy: aggregation,
          pieces: z.int(),
          stride: z.int().nullable().default(null),
          sentences: z.int().nullable().default(null),
          entities: z.array(entity),
        }),
      ),
    }),
  ),
})

export function readAggregationCases() {
  return z.array(aggregationCase).parse(read('aggregation.json'))
}

/** What Python's pipeline answers; see the fixture's README. */
export function readPipelineAnswers() {
  return pipelineFile.parse(read('pipeline.json'))
}

/** What openmed makes of it with sentence detection, given our sentences. */
export function readOpenmedAnswers() {
  return pipelineFile.parse(read('openmed.json'))
}

/** Python counts code points. */
export function expectedEntities(
  entities: readonly z.infer<typeof entity>[],
  groups: readonly string[],
  text: string,
): DeployedEntity[] {
  const units = utf16Offsets(text)
  return entities.map(([start, end, group, score]) => ({
    ...{ start: units[start] ?? -1, end: units[end] ?? -1 },
    ...{ type: groups[group] ?? '', score },
  }))
}

export function utf16Offsets(text: string): number[] {
  const offsets = [0]
  for (const character of text) offsets.push((offsets.at(-1) ?? 0) + character.length)
  return offsets
}

/** Same spans and types; the largest difference between scores. */
export function compareEntities(found: readonly DeployedEntity[], expected: readonly DeployedEntity[]) {
  const bare = (entities: readonly DeployedEntity[]) =>
    entities.map(({ start, end, type }) => `${start}-${end} ${type}`).join(', ')
  const gaps = found.map(({ score }, index) => Math.abs(score - (expected[index]?.score ?? Number.NaN)))
  return { found: bare(found), expected: bare(expected), scoreGap: Math.max(0, ...gaps) }
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(resolve(folder, name), 'utf8'))
}
