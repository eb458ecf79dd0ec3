import { z } from 'zod'
import { type Decoding, schemes, subwordStrategies, type Unit, units } from '../core/convention.ts'
import { type Split, splits } from '../core/corpus.ts'
import { aggregations, type Deployment, pipelines } from '../core/deployment/deployment.ts'
import { BenchError } from '../core/error.ts'
import type { Reading } from '../core/tagger.ts'

/** The question: which models on which corpora, read and scored how. */
export interface Suite {
  readonly format: 'bioner-bench/suite@1'
  readonly name: string
  readonly title: string
  readonly models: readonly string[]
  /** `ID` or `ID@VARIANT`. */
  readonly corpora: readonly string[]
  readonly split: Split
  readonly reading: Reading
  /** Every model on every corpus in the types that both have: trained on × tested on. */
  readonly cross: boolean
  /** Read the raw text as in deployment too, and compare; null: do not. */
  readonly deployed: Deployment | null
  /** What borders of mentions are counted in; null: see `unitOf`. */
  readonly unit: Unit | null
  /** Which decoding ranks; conlleval and strict IOB2 are both always computed. */
  readonly decoding: Decoding
  /** Padded word-pieces a batch may hold. */
  readonly batchPieces: number
  /** Passages timed one at a time; 0: no latency is measured. */
  readonly latencyPassages: number
  /** Passages tagged once more under another batch plan; 0: batch sensitivity is not measured. */
  readonly sensitivityPassages: number
  /** Passages tagged before any clock starts. */
  readonly warmUpPassages: number
  /** Draws the samples, the resampling and nothing else. */
  readonly seed: number
}

const count = z.int().nonnegative()

const suiteSchema: z.ZodType<Suite> = z.strictObject({
  format: z.literal('bioner-bench/suite@1'),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'expected lower-case letters, digits and dashes'),
  title: z.string().min(1),
  models: z.array(z.string().min(1)).min(1),
  corpora: z.array(z.string().min(1)).min(1),
  split: z.enum(splits),
  reading: z
    .strictObject({
      subword: z.enum(subwordStrategies),
      words: z.enum(['separate', 'joined']),
      window: z.strictObject({ pieces: z.int().min(8), overlap: count }),
    })
    .refine(({ window }) => window.overlap <= (window.pieces - 2) / 2, {
      path: ['window', 'overlap'],
      message: 'must be at most half of the window without its special pieces',
    }),
  cross: z.boolean().default(false),
  deployed: z
    .strictObject({
      pipeline: z.enum(pipelines).default('huggingface'),
      aggregation: z.enum(aggregations),
      pieces: z.int().positive().nullable().default(null),
      stride: count.nullable().default(null),
      sentences: z.int().positive().nullable().default(null),
    })
    .nullable()
    .default(null),
  unit: z.enum(units).nullable().default(null),
  decoding: z.discriminatedUnion('matching', [
    z.strictObject({ matching: z.literal('conlleval') }),
    z.strictObject({ matching: z.literal('strict'), scheme: z.enum(schemes) }),
  ]),
  batchPieces: z.int().positive(),
  latencyPassages: count,
  sensitivityPassages: count,
  warmUpPassages: count,
  seed: z.int(),
})

/** Throws `ARGUMENT`, naming the file (or the command line) and the field, where the suite is not one. */
export function parseSuite(name: string, value: unknown): Suite {
  const result = suiteSchema.safeParse(value)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new BenchError('ARGUMENT', `${name}: ${issue?.path.join('.') || 'the suite'}: ${issue?.message}`)
  }
  if (result.data.unit === 'character' && result.data.decoding.matching === 'strict') {
    throw new BenchError('ARGUMENT', `${name}: unit: strict matching decodes tags of tokens; characters have none`)
  }
  if (result.data.cross && result.data.deployed !== null) {
    throw new BenchError('ARGUMENT', `${name}: deployed: cross-corpus cells are not compared with a deployed reading`)
  }
  for (const field of ['models', 'corpora'] as const) {
    const repeated = result.data[field].find((item, index, items) => items.indexOf(item) !== index)
    if (repeated !== undefined) throw new BenchError('ARGUMENT', `${name}: ${field}: ${repeated} is there twice`)
  }
  return result.data
}
