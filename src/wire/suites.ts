import { readdir, readFile } from 'node:fs/promises'
import { type SubwordStrategy, schemes } from '../core/convention.ts'
import type { Deployment } from '../core/deployment/deployment.ts'
import { BenchError } from '../core/error.ts'
import { didYouMean } from '../core/text/did-you-mean.ts'
import { parseSuite, type Suite } from '../run/suite.ts'
import { packagePath } from '../store/assets.ts'

/** What the command line may say about a suite; each flag overrides the file. */
export interface SuiteFlags {
  readonly model?: readonly string[]
  readonly corpus?: readonly string[]
  readonly split?: string
  readonly batchPieces?: number
  readonly window?: number
  readonly overlap?: number
  readonly stride?: number
  readonly subword?: string
  readonly unit?: string
  readonly cross?: boolean
  readonly words?: string
  readonly matching?: string
  readonly scheme?: string
  readonly seed?: number
  /** Read raw text as in deployment too; the value says how pieces are joined. */
  readonly asDeployed?: string
  readonly pipeline?: string
  readonly truncate?: number
  readonly pipelineStride?: number
  readonly sentenceSplitting?: number
}

/**
 * A suite from a file, from the name of one that ships, or from flags alone (named `local`). `cross` without a suite or corpus means
 * all corpora; asked for by flag, it measures neither latency nor batch sensitivity, cell by cell. Throws `ARGUMENT`.
 */
export async function buildSuite(nameOrFile: string | undefined, flags: SuiteFlags): Promise<Suite> {
  const corpus = flags.corpus ?? (flags.cross && nameOrFile === undefined ? ['all'] : undefined)
  if (nameOrFile === undefined && (flags.model === undefined || corpus === undefined)) {
    const missing = flags.model === undefined ? '--model' : '--corpus'
    throw new BenchError('ARGUMENT', `run needs a suite, or both --model and --corpus; ${missing} is missing`)
  }
  const base = await readSuite(nameOrFile ?? 'embedded')
  const named =
    nameOrFile === undefined ? { ...base, name: 'local', title: 'Models and corpora named on the command line' } : base
  return parseSuite(nameOrFile ?? 'command line', {
    ...named,
    models: flags.model ?? named.models,
    corpora: corpus ?? named.corpora,
    split: splitNamed(flags.split) ?? named.split,
    batchPieces: flags.batchPieces ?? named.batchPieces,
    seed: flags.seed ?? named.seed,
    ...(flags.cross && { cross: true, latencyPassages: 0, sensitivityPassages: 0 }),
    deployed: deploymentOf(flags) ?? named.deployed,
    unit: flags.unit ?? named.unit,
    decoding: decodingOf(flags) ?? named.decoding,
    reading: {
      subword: strategyNamed(flags.subword) ?? named.reading.subword,
      words: flags.words ?? named.reading.words,
      window: {
        pieces: flags.window ?? named.reading.window.pieces,
        overlap: flags.overlap ?? flags.stride ?? named.reading.window.overlap,
      },
    },
  })
}

/** A suite by the name of one that ships with the package, or by its file. */
export async function readSuite(nameOrFile: string): Promise<Suite> {
  const shipped = (await readdir(packagePath('benchmarks')))
    .filter(name => name.endsWith('.json'))
    .map(name => name.slice(0, -5))
  const path = shipped.includes(nameOrFile) ? packagePath('benchmarks', `${nameOrFile}.json`) : nameOrFile
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new BenchError(
      'ARGUMENT',
      `no suite ${nameOrFile} (there is ${shipped.join(', ')}, or name a file)${didYouMean(nameOrFile, shipped)}`,
      { cause },
    )
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new BenchError('ARGUMENT', `${nameOrFile}: a suite is JSON: ${(cause as SyntaxError).message}`, { cause })
  }
  return parseSuite(nameOrFile, value)
}

function splitNamed(name: string | undefined): string | undefined {
  return name === 'devel' || name === 'validation' ? 'dev' : name
}

/** Hugging Face's names: `simple` and `first` read the first piece; `average` is the mean. */
function strategyNamed(name: string | undefined): SubwordStrategy | undefined {
  if (name === 'average') return 'mean'
  return name === 'simple' ? 'first' : (name as SubwordStrategy | undefined)
}

/** So many sentences openmed 3.1.0 reads together unless told otherwise. */
const openmedSentences = 6

function deploymentOf(flags: SuiteFlags): { [Key in keyof Deployment]: unknown } | undefined {
  const { asDeployed, pipeline = null, truncate = null, pipelineStride = null, sentenceSplitting = null } = flags
  if (asDeployed !== undefined) {
    const sentences = sentenceSplitting ?? (pipeline === 'openmed' ? openmedSentences : 0)
    return {
      ...{ pipeline: pipeline ?? 'huggingface', aggregation: asDeployed },
      ...{ pieces: truncate, stride: pipelineStride, sentences: sentences === 0 ? null : sentences },
    }
  }
  const alone = [
    ...(pipeline === null ? [] : ['--pipeline']),
    ...(truncate === null ? [] : ['--truncate']),
    ...(pipelineStride === null ? [] : ['--pipeline-stride']),
    ...(sentenceSplitting === null ? [] : ['--sentence-splitting']),
  ]
  if (alone.length === 0) return undefined
  throw new BenchError('ARGUMENT', `${alone[0]} says how raw text is read in deployment; add --as-deployed`)
}

function decodingOf({ matching, scheme }: SuiteFlags): object | undefined {
  if (matching === 'strict' && scheme === undefined) {
    throw new BenchError('ARGUMENT', `--matching strict needs --scheme, one of ${schemes.join(', ')}`)
  }
  if (matching !== 'strict' && scheme !== undefined) {
    throw new BenchError('ARGUMENT', '--scheme says how strict decoding reads tags; add --matching strict')
  }
  if (matching === undefined) return undefined
  return matching === 'strict' ? { matching, scheme } : { matching }
}
