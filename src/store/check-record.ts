import type { Counts, GoldBalance, TypeCounts } from '../core/counts.ts'
import { BenchError } from '../core/error.ts'
import { isScored, type RunRecord, type ScoredRun } from '../core/record.ts'
import { recordSchema } from './record-schema.ts'

/** Parses a record: its shape, and what a shape cannot say. Throws `RECORD`, naming the file and the field. */
export function checkRecord(name: string, value: unknown): RunRecord {
  const result = recordSchema.safeParse(value)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new BenchError('RECORD', `${name}: ${issue?.path.join('.') || 'the record'}: ${issue?.message}`)
  }
  for (const sentence of contradictions(result.data)) throw new BenchError('RECORD', `${name}: ${sentence}`)
  return result.data
}

function* contradictions(record: RunRecord): Generator<string> {
  if (!isScored(record)) return
  if (record.ranking >= record.scores.length) yield `ranking: there is no score ${record.ranking}`
  for (const [index, { balance, types }] of record.scores.entries()) {
    const parts = sumOfParts(balance)
    if (parts !== balance.gold) yield `scores.${index}.balance: gold is ${balance.gold}, its parts add up to ${parts}`
    const gold = types.reduce((sum, counts) => sum + counts.truePositives + counts.falseNegatives, 0)
    if (gold !== balance.scored) yield `scores.${index}: ${gold} gold mentions counted, ${balance.scored} scored`
  }
  yield* deployedContradictions(record)
  const { usefulPieces, paddedPieces } = record.throughput
  if (usefulPieces > paddedPieces) yield 'throughput: more useful pieces than padded ones'
  if (record.carbon.kind === 'derived' && record.energy.kind !== record.carbon.energyKind) {
    yield `carbon: derived from ${record.carbon.energyKind} energy, but the energy is ${record.energy.kind}`
  }
}

/** Both readings have the same gold, and whatever the deployed one finds besides was fixed, or was not broken. */
function* deployedContradictions({ deployed }: ScoredRun): Generator<string> {
  if (deployed === undefined) return
  const sumOf = (types: readonly TypeCounts[], ...keys: readonly (keyof Counts)[]) =>
    types.reduce((sum, counts) => sum + keys.reduce((part, key) => part + counts[key], 0), 0)
  const [gold, again] = [deployed.paper, deployed.deployed].map(types =>
    sumOf(types, 'truePositives', 'falseNegatives'),
  )
  if (gold !== again) yield `deployed: ${gold} gold mentions as run, ${again} as deployed`
  const broken = deployed.broken.reduce((sum, { mentions }) => sum + mentions, 0)
  const expected = sumOf(deployed.paper, 'truePositives') - broken + deployed.fixed
  const found = sumOf(deployed.deployed, 'truePositives')
  if (found !== expected) yield `deployed: ${found} mentions found, ${expected} by what was broken and fixed`
}

function sumOfParts({ gold: _, ...parts }: GoldBalance): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0)
}
