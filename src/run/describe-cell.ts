import type { DeploymentComparison } from '../core/deployment/comparison.ts'
import type { BenchError } from '../core/error.ts'
import {
  type FailedRun,
  type LabelMapping,
  recordFormat,
  type ScoredRun,
  type SkippedRun,
  type SkipReason,
  type TypeMapping,
} from '../core/record.ts'
import type { ModelFacts } from '../core/tagger.ts'
import { tokensOf } from '../eval/gold/token-gold.ts'
import type { RunDoors } from './doors.ts'
import type { CellEvaluation } from './evaluate-cell.ts'
import type { CellMeasurements } from './measurements.ts'
import type { LoadedCorpus } from './plan.ts'
import type { Suite } from './suite.ts'
import { unitOf } from './unit.ts'
import { warningsOf } from './warnings.ts'

interface Circumstances {
  readonly suite: Suite
  readonly corpus: LoadedCorpus
  readonly doors: RunDoors
  readonly startedAt: string
}

export function scoredRecord(
  cell: Circumstances & {
    readonly labelMap: readonly LabelMapping[]
    /** null: not a cross-corpus cell. */
    readonly typeMap: readonly TypeMapping[] | null
    readonly measurements: CellMeasurements
    readonly evaluation: CellEvaluation
    /** null: not read as deployed. */
    readonly comparison: DeploymentComparison | null
    readonly scoreSeconds: number
    readonly limit: number | null
  },
): ScoredRun {
  const { corpus, doors, measurements, evaluation } = cell
  const { facts, plan, energy } = measurements
  const { usage, predictions } = measurements.tagged
  const read = corpus.passages.filter(passage => predictions.has(passage.id))
  const tokens = read.reduce((sum, passage) => sum + tokensOf(passage).length, 0)
  const carbon = doors.carbonOf(energy)
  const measured = {
    ...headerOf(cell, facts),
    ranking: evaluation.ranking,
    scores: evaluation.scores,
    labelMap: cell.labelMap,
    ignoredWords: evaluation.ignoredWords,
    novelty: evaluation.novelty,
    concepts: evaluation.concepts,
    errors: evaluation.errors,
    calibration: evaluation.calibration,
    batchPlan: plan && { ...plan, hash: usage.planHash },
    batchSensitivity: measurements.sensitivity,
    stages: {
      loadSeconds: facts.loadSeconds,
      tokenizeSeconds: usage.stages.tokenize,
      batchSeconds: usage.stages.batch,
      inferSeconds: usage.stages.infer,
      decodeSeconds: usage.stages.decode,
      scoreSeconds: cell.scoreSeconds,
    },
    throughput: {
      passages: predictions.size,
      tokens,
      usefulPieces: usage.usefulPieces,
      paddedPieces: usage.paddedPieces,
      windows: usage.windows,
      batches: usage.batches,
      wallSeconds: measurements.timed ? usage.wallSeconds : null,
      sharedBy: measurements.sharedBy,
    },
    latency: measurements.latency,
    peakMemoryBytes: usage.peakMemoryBytes,
    energy,
    carbon,
    ...(cell.comparison !== null && { deployed: cell.comparison }),
    typeMap: cell.typeMap,
    warnings: warningsOf({ ...cell, carbon }),
  }
  if (cell.limit === null || cell.limit >= corpus.passages.length) return { ...measured, status: 'completed' }
  return { ...measured, status: 'partial', limit: { passages: cell.limit, of: corpus.passages.length } }
}

/** `model` is a reference only where the model could not even be opened. */
export function failedRecord(
  cell: Circumstances & { readonly model: ModelFacts | string; readonly error: BenchError },
): FailedRun {
  const facts = typeof cell.model === 'string' ? unopened(cell.model) : cell.model
  return {
    ...headerOf(cell, facts),
    warnings: [],
    status: 'failed',
    error: { code: cell.error.code, message: cell.error.message },
  }
}

/** `model` is a reference where it was not even worth opening the model. */
export function skippedRecord(
  cell: Circumstances & { readonly model: ModelFacts | string; readonly reason: SkipReason },
): SkippedRun {
  const facts = typeof cell.model === 'string' ? unopened(cell.model) : cell.model
  return { ...headerOf(cell, facts), warnings: [], status: 'skipped', reason: cell.reason }
}

function headerOf({ suite, corpus, doors, startedAt }: Circumstances, facts: ModelFacts) {
  return {
    format: recordFormat,
    runId: runIdOf(suite, corpus, doors, startedAt, facts),
    suite: suite.name,
    startedAt,
    seed: suite.seed,
    command: doors.command,
    model: facts,
    corpus: corpus.facts,
    environment: doors.environment,
    typeMap: suite.cross ? [] : null,
  } as const
}

/** Start time, so that names sort, and a digest of what was asked. */
function runIdOf(suite: Suite, corpus: LoadedCorpus, doors: RunDoors, startedAt: string, facts: ModelFacts): string {
  return `${startedAt.replace(/[-:.]/g, '')}-${cellDigest(suite, corpus, doors, facts.reference)}`
}

/** Eight hexadecimal digits over everything that decides a cell's scores and how it is measured; resuming looks for it. */
export function cellDigest(
  suite: Suite,
  corpus: LoadedCorpus,
  doors: Pick<RunDoors, 'sha256' | 'modelDigest' | 'labelMaps'>,
  reference: string,
): string {
  const { facts, textSha256, training } = corpus
  const { reading, decoding, batchPieces, latencyPassages, sensitivityPassages, seed, deployed } = suite
  const asked = {
    ...{ reading, decoding, batchPieces, latencyPassages, sensitivityPassages, seed },
    unit: unitOf(suite, corpus),
    cross: suite.cross,
    ...(deployed !== null && { deployed }),
    labelMap: [...(doors.labelMaps.given ?? [])],
    model: doors.modelDigest(reference),
    corpus: [facts.id, facts.variant, facts.split, facts.goldSha256, textSha256],
    training: training?.length ?? null,
  }
  return doors.sha256(JSON.stringify(asked)).slice(0, 8)
}

function unopened(reference: string): ModelFacts {
  return {
    reference,
    name: reference.replace(/^[a-z]+:/, ''),
    revision: null,
    weightsSha256: null,
    tokenizerSha256: null,
    architecture: 'not opened',
    parameters: null,
    precision: null,
    types: [],
    backend: 'not opened',
    providers: [],
    threads: null,
    loadSeconds: 0,
    notes: [],
  }
}
