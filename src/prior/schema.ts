import { z } from 'zod'
import { schemes } from '../core/convention.ts'
import { BenchError } from '../core/error.ts'
import { corporaFile } from './corpora-schema.ts'
import { type PriorBook, type PriorResult, priorScorers, priorSplits } from './prior.ts'

const sentence = z.string().min(1)

const decoding = z.discriminatedUnion('matching', [
  z.strictObject({ matching: z.literal('conlleval') }),
  z.strictObject({ matching: z.literal('strict'), scheme: z.enum(schemes) }),
])

const protocol = z.strictObject({
  split: z.enum(priorSplits),
  training: sentence,
  scorer: z.enum(priorScorers),
  decoding: decoding.nullable(),
  runs: sentence,
  evidence: sentence.nullable(),
  why: sentence,
  caveat: sentence.nullable(),
})

const result = z.strictObject({
  corpus: sentence,
  list: z.enum(['prior', 'openmed', 'joint-types']),
  system: sentence,
  year: z.int().min(1990).max(2100).nullable(),
  f1Percent: z.number().min(0).max(100).nullable(),
  typesScored: z.int().positive().nullable(),
  protocol: sentence,
  source: sentence,
  status: z.enum(['confirmed', 'secondary', 'paper-claim']),
  note: sentence,
  caveat: sentence.optional(),
  researchVerdict: z
    .enum(['in-corpus entity-level', 'types-merged', 'unverified-protocol', 'not-comparable'])
    .nullable(),
})

const sourcesFile = z.strictObject({
  format: z.literal('bioner-bench/prior-sources@1'),
  compiledFrom: sentence,
  sources: z.record(z.string(), sentence),
})

const resultsFile = z.strictObject({
  format: z.literal('bioner-bench/prior-results@1'),
  protocols: z.record(z.string(), protocol),
  results: z.array(result).min(1),
})

/** The parsed JSON of `sources.json`, `results.json` and `corpora.json` under `assets/prior/`. */
export interface PriorFiles {
  readonly sources: unknown
  readonly results: unknown
  readonly corpora: unknown
}

/** Validates the files and joins them by key. Throws a `BenchError` (ASSET) that names file, place and fault. */
export function parsePriorBook(files: PriorFiles): PriorBook {
  const sources = new Map(Object.entries(read('sources.json', sourcesFile, files.sources).sources))
  const { protocols, results } = read('results.json', resultsFile, files.results)
  const { corpora } = read('corpora.json', corporaFile, files.corpora)
  const known = new Map(Object.entries(protocols))
  const sourceOf = (key: string, place: string) => lookUp(sources, key, `${place}: source`)
  return {
    results: results.map((row, index): PriorResult => {
      const place = `assets/prior/results.json: results[${index}]`
      const found = lookUp(known, row.protocol, `${place}: protocol`)
      const evidence = found.evidence === null ? null : sourceOf(found.evidence, `${place}: protocol ${row.protocol}`)
      return {
        ...row,
        caveat: row.caveat ?? null,
        protocol: { ...found, name: row.protocol, evidence },
        source: sourceOf(row.source, place),
      }
    }),
    canonicalTests: new Map(
      corpora.flatMap(({ id, canonicalTest }) =>
        canonicalTest === null
          ? []
          : [[id, { ...canonicalTest, source: sourceOf(canonicalTest.source, `assets/prior/corpora.json: ${id}`) }]],
      ),
    ),
  }
}

function read<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new BenchError('ASSET', `assets/prior/${name} is not what it should be: ${z.prettifyError(parsed.error)}`)
}

function lookUp<T>(table: ReadonlyMap<string, T>, key: string, place: string): T {
  const found = table.get(key)
  if (found === undefined) throw new BenchError('ASSET', `${place} ${JSON.stringify(key)} is not defined`)
  return found
}
