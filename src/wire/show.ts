import type { DeploymentComparison } from '../core/deployment/comparison.ts'
import { isScored, type PassageResult, type RunRecord } from '../core/record.ts'
import type { Evidence } from '../core/reporter.ts'
import { gapInterval } from '../eval/deployment/gap-interval.ts'
import { readingGapOf } from '../eval/deployment/reading-gap.ts'
import { scoreEntries } from '../eval/score-json.ts'
import { renderCellLine } from '../report/cell-line.ts'
import { renderTable } from '../report/table.ts'
import { readPriorBook } from './prior-book.ts'

export { renderCellLine }

/** The table of a run, for a terminal. */
export async function renderRunTable(evidence: readonly Evidence[], colours: boolean): Promise<string> {
  return renderTable(evidence, { priors: await readPriorBook(), colours, width: 80 })
}

/** The cells of a run as `bioner-bench/run@1`. */
export async function renderRunJson(evidence: readonly Evidence[]): Promise<string> {
  const cells = evidence.map(cell => ({ ...nameOf(cell.record), ...outcomeOf(cell) }))
  return `${JSON.stringify({ format: 'bioner-bench/run@1', cells }, null, 1)}\n`
}

function nameOf({ model, corpus, status, runId, warnings }: RunRecord) {
  return {
    model: model.reference,
    corpus: corpus.id,
    variant: corpus.variant,
    split: corpus.split,
    status,
    runId,
    warnings,
  }
}

function outcomeOf({ record, passages }: Evidence) {
  if (record.status === 'skipped') return { reason: record.reason }
  if (!isScored(record)) return { error: record.error }
  const { seed, labelMap, typeMap, novelty, concepts, throughput, latency, energy, carbon } = record
  const scores = scoreEntries({ scores: record.scores, passages: passages ?? [] }, { seed })
  return {
    passages: throughput.passages,
    documents: record.corpus.documents,
    scores,
    labelMap,
    typeMap,
    novelty,
    concepts,
    throughput,
    latency,
    energy,
    carbon,
    ...(record.deployed && { deployed: deployedOf(record.deployed, passages ?? [], seed) }),
  }
}

/** Counts, ratios and the parts of the gap; examples with ids and offsets, no text. */
function deployedOf(comparison: DeploymentComparison, passages: readonly PassageResult[], seed: number) {
  const { deployment, limit, broken, fixed, truncated, ignoredEntities, emptyEntities, examples } = comparison
  const { paper, deployed, gap, shares } = readingGapOf(comparison)
  const interval = gapInterval(passages, seed)
  return {
    ...{ deployment, limit, paper, deployed, gap, gapInterval: interval && [interval.low, interval.high], shares },
    ...{ broken, fixed, truncated, ignoredEntities, emptyEntities, examples },
  }
}
