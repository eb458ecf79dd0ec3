import { join } from 'node:path'
import { BenchError } from '../../../core/error.ts'
import { type BatchSensitivity, isScored, type ScoredRun } from '../../../core/record.ts'
import { scoreOf } from '../../../eval/score.ts'
import { chooseAdapter } from '../../../inference/checkpoint/adapter/adapter-choice.ts'
import { weightBytesIn } from '../../../inference/export/export-model.ts'
import { type Precision, precisionNames } from '../../../inference/graph/precision/precisions.ts'
import { type RunOptions, runSuite } from '../../run.ts'
import { locateModel } from '../locate-model.ts'
import { buildable } from './export.ts'

export interface PrecisionCost {
  readonly precision: Precision
  /** Ratios in 0–1; null: 0/0. */
  readonly f1: { readonly conlleval: number | null; readonly strictIob2: number | null }
  readonly piecesPerSecond: number | null
  readonly weightBytes: number
  readonly sensitivity: BatchSensitivity | null
}

export interface CorpusCosts {
  readonly corpus: string
  readonly costs: readonly PrecisionCost[]
}

export interface PrecisionComparison {
  readonly format: 'bioner-bench/precisions@1'
  readonly model: string
  readonly corpora: readonly CorpusCosts[]
}

/** `fp32,int8,q4`, or all of them. Throws `ARGUMENT` on a name of which no graph is built. */
export function precisionsNamed(list: string | null): readonly Precision[] {
  return list === null ? precisionNames : [...new Set(list.split(',').map(buildable))]
}

export interface CompareOptions extends Omit<RunOptions, 'dtype' | 'resume' | 'operators' | 'backend'> {
  /** The first is what the others are compared with. */
  readonly precisions: readonly Precision[]
}

/**
 * Runs one model on the corpora of a suite in several precisions, one behind the other, as `run --dtype` does: what each costs in F1, speed, size and batch sensitivity. The
 * records lie in a folder for each precision below `out`. Throws where a precision cannot run at all.
 */
export async function comparePrecisions(options: CompareOptions): Promise<PrecisionComparison> {
  const { suite, precisions, out } = options
  const [model, ...others] = suite.models
  if (model === undefined || others.length > 0) throw new BenchError('ARGUMENT', 'one model is compared at a time')
  const { path } = await locateModel(model, { ...options, dtype: null })
  const adapter = chooseAdapter(options.adapter, options.adapterMode)
  const weightBytes = await weightBytesIn(path, precisions, adapter)
  const byCorpus = new Map<string, PrecisionCost[]>()
  for (const precision of precisions) {
    const evidence = await runSuite({
      ...options,
      out: join(out, precision),
      dtype: precision,
      resume: false,
      operators: null,
      backend: null,
    })
    for (const { record } of evidence) {
      if (record.status === 'failed') throw new BenchError('INFERENCE', `${precision}: ${record.error.message}`)
      if (!isScored(record)) throw new BenchError('ARGUMENT', `${precision}: ${record.reason.message}`)
      const name = `${record.corpus.id}@${record.corpus.variant}`
      byCorpus.set(name, [...(byCorpus.get(name) ?? []), costOf(record, precision, weightBytes.get(precision) ?? 0)])
    }
  }
  return {
    format: 'bioner-bench/precisions@1',
    model,
    corpora: [...byCorpus].map(([corpus, costs]) => ({ corpus, costs })),
  }
}

function costOf(record: ScoredRun, precision: Precision, weightBytes: number): PrecisionCost {
  const f1Of = (matching: 'conlleval' | 'strict') => {
    const counts = record.scores.find(
      ({ convention }) => convention.span === 'exact' && convention.decoding?.matching === matching,
    )
    return counts === undefined ? null : scoreOf(counts.types).micro.f1
  }
  const { usefulPieces, wallSeconds } = record.throughput
  return {
    precision,
    f1: { conlleval: f1Of('conlleval'), strictIob2: f1Of('strict') },
    piecesPerSecond: wallSeconds === null ? null : usefulPieces / wallSeconds,
    weightBytes,
    sensitivity: record.batchSensitivity,
  }
}
