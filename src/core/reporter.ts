import type { Passage, PassageId } from './passage.ts'
import type { Prediction } from './prediction.ts'
import type { PassageResult, RunRecord } from './record.ts'

/**
 * A record with what lies beside it. `passages` and `predictions` are null where they were not stored or the cell failed;
 * `texts` is null where the corpus is not at hand: some may not be redistributed, so records do not carry text.
 */
export interface Evidence {
  readonly record: RunRecord
  readonly passages: readonly PassageResult[] | null
  readonly predictions: readonly Prediction[] | null
  readonly texts: ReadonlyMap<PassageId, Passage> | null
}

/** Draws a Vega-Lite specification as SVG. */
export type DrawChart = (spec: object) => Promise<string>

/** File names (relative, `/` between folders) to contents. */
export type ReportFiles = ReadonlyMap<string, string>

export type Reporter = (evidence: readonly Evidence[], tools: { readonly drawChart: DrawChart }) => Promise<ReportFiles>
