import { z } from 'zod'
import { schemes, subwordStrategies } from '../core/convention.ts'
import { splits } from '../core/corpus.ts'
import { type RunRecord, recordFormat, skipCodes } from '../core/record.ts'
import { warningCodes } from '../core/warning.ts'
import { deployedSchema } from './deployed-schema.ts'

const count = z.int().nonnegative()
const seconds = z.number().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().min(1)

const decoding = z.discriminatedUnion('matching', [
  z.strictObject({ matching: z.literal('conlleval') }),
  z.strictObject({ matching: z.literal('strict'), scheme: z.enum(schemes) }),
])

const convention = z.strictObject({
  unit: z.enum(['token', 'character']),
  decoding: decoding.nullable(),
  span: z.enum(['exact', 'relaxed', 'span-only']),
  subword: z.enum(subwordStrategies).nullable(),
  words: z.enum(['separate', 'joined']).nullable(),
  window: z.strictObject({ pieces: z.int().positive(), overlap: count }).nullable(),
})

const typeCountsSchema = z.strictObject({
  type: z.string(),
  truePositives: count,
  falsePositives: count,
  falseNegatives: count,
})

const balance = z.strictObject({
  gold: count,
  scored: count,
  truncated: count,
  misaligned: count,
  nested: count,
  discontinuous: count,
  duplicate: count,
  illFormed: count,
})

const batchPlan = z.strictObject({
  order: z.enum(['length', 'buckets', 'given', 'shuffled']),
  pieces: z.int().positive(),
  windows: z.int().positive().nullable(),
  seed: z.int(),
})

const energy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('measured'), joules: z.number().nonnegative(), sources: z.array(name).min(1) }),
  z.strictObject({ kind: z.literal('estimated'), joules: z.number().nonnegative(), method: name }),
  z.strictObject({ kind: z.literal('unavailable'), reason: name }),
])

const carbon = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('derived'),
    grams: z.number().nonnegative(),
    energyKind: z.enum(['measured', 'estimated']),
    intensity: z.strictObject({
      region: name,
      gramsPerKilowattHour: z.number().nonnegative(),
      year: z.int().min(1990).max(2200),
      source: name,
      chosen: z.enum(['given', 'assumed']),
    }),
    powerUsageEffectiveness: z.number().min(1),
    scope: z.literal('inference'),
  }),
  z.strictObject({ kind: z.literal('unavailable'), reason: name }),
])

const model = z.strictObject({
  reference: name,
  name,
  revision: name.nullable(),
  weightsSha256: sha256.nullable(),
  tokenizerSha256: sha256.nullable(),
  architecture: name,
  parameters: z.int().positive().nullable(),
  precision: name.nullable(),
  types: z.array(z.string()),
  backend: name,
  providers: z.array(z.strictObject({ name, nodes: count.nullable() })),
  threads: z.int().positive().nullable(),
  loadSeconds: seconds,
  notes: z.array(name),
})

const corpus = z.strictObject({
  id: name,
  title: name,
  variant: name,
  split: z.enum(splits),
  view: z.enum(['sentence', 'document']),
  types: z.array(z.string()).min(1),
  sources: z.array(z.strictObject({ path: name, sha256 })),
  goldSha256: sha256,
  documents: z.int().positive().nullable(),
  passages: z.int().positive(),
  tokens: count,
  mentions: count,
})

const environment = z.strictObject({
  harness: z.strictObject({ version: name, commit: name.nullable(), dirty: z.boolean().nullable() }),
  node: name,
  platform: name,
  libraries: z.record(name, name),
  cpu: z.strictObject({ model: name, cores: z.int().positive(), threads: z.int().positive(), flags: z.array(name) }),
  memoryBytes: z.int().positive(),
  gpus: z.array(
    z.strictObject({ model: name, memoryBytes: z.int().nonnegative().nullable(), driver: name.nullable() }),
  ),
})

const header = {
  format: z.literal(recordFormat),
  runId: name,
  suite: name,
  startedAt: z.iso.datetime(),
  seed: z.int(),
  command: name,
  model,
  corpus,
  environment,
  warnings: z.array(z.strictObject({ code: z.enum(warningCodes), message: name, count: count.nullable() })),
  typeMap: z
    .array(z.strictObject({ corpusType: z.string(), scoredAs: z.string().nullable(), mentions: count }))
    .nullable()
    .default(null),
}

const latency = z.strictObject({
  samples: z.int().positive(),
  warmUps: count,
  meanSeconds: seconds,
  percentiles: z.array(
    z.strictObject({
      percent: z.number().positive().max(100),
      seconds: seconds.nullable(),
      needed: z.int().positive(),
    }),
  ),
})

const measured = {
  ...header,
  ranking: count,
  scores: z.array(z.strictObject({ convention, signature: name, types: z.array(typeCountsSchema), balance })).min(1),
  labelMap: z.array(z.strictObject({ modelType: z.string(), corpusType: z.string().nullable() })),
  ignoredWords: count,
  novelty: z
    .array(
      z.strictObject({
        stratum: z.enum(['seen-same-type', 'seen-other-type', 'unseen']),
        mentions: count,
        found: count,
      }),
    )
    .nullable(),
  concepts: z
    .strictObject({
      strata: z.array(
        z.strictObject({ stratum: z.enum(['memorisation', 'synonym', 'concept']), mentions: count, found: count }),
      ),
      withoutConcept: count,
    })
    .nullable()
    .default(null),
  errors: z.strictObject({ boundary: count, type: count, boundaryAndType: count, missed: count, spurious: count }),
  calibration: z
    .array(z.strictObject({ mentions: count, correct: count, scoreSum: z.number().nonnegative() }))
    .length(10)
    .nullable(),
  batchPlan: batchPlan.extend({ hash: sha256 }).nullable(),
  batchSensitivity: z
    .strictObject({
      passages: z.int().positive(),
      mentions: count,
      changedMentions: count,
      plans: z.tuple([batchPlan, batchPlan]),
    })
    .nullable(),
  stages: z.strictObject({
    loadSeconds: seconds,
    tokenizeSeconds: seconds,
    batchSeconds: seconds,
    inferSeconds: seconds,
    decodeSeconds: seconds,
    scoreSeconds: seconds,
  }),
  throughput: z.strictObject({
    passages: z.int().positive(),
    tokens: count,
    usefulPieces: count,
    paddedPieces: count,
    windows: count,
    batches: count,
    wallSeconds: seconds.nullable(),
    sharedBy: z.array(name),
  }),
  latency: latency.nullable(),
  peakMemoryBytes: count,
  energy,
  carbon,
  deployed: deployedSchema(typeCountsSchema).exactOptional(),
}

/** Shape of `record.json`; what the shape cannot say is checked by `checkRecord`. Also the source of `results/schema.json`. */
export const recordSchema: z.ZodType<RunRecord> = z.discriminatedUnion('status', [
  z.strictObject({ ...measured, status: z.literal('completed') }),
  z.strictObject({
    ...measured,
    status: z.literal('partial'),
    limit: z.strictObject({ passages: z.int().positive(), of: z.int().positive() }),
  }),
  z.strictObject({
    ...header,
    status: z.literal('failed'),
    error: z.strictObject({ code: name, message: name }),
  }),
  z.strictObject({
    ...header,
    status: z.literal('skipped'),
    reason: z.strictObject({ code: z.enum(skipCodes), message: name }),
  }),
])
