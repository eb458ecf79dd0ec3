import type { DeployedAnswer } from '../core/deployment/deployment.ts'
import type { Energy } from '../core/energy.ts'
import type { PassageId } from '../core/passage.ts'
import type { BatchSensitivity, SingleStreamLatency } from '../core/record.ts'
import type { BatchPlan, ModelFacts, Reading } from '../core/tagger.ts'
import type { Tagged } from './doors.ts'

/** What one inference yielded, for all cells that are read off it. */
export interface CellMeasurements {
  readonly facts: ModelFacts
  readonly reading: Reading | null
  /** null: nothing is batched. */
  readonly plan: BatchPlan | null
  readonly tagged: Tagged
  /** False: the answers were made elsewhere. */
  readonly timed: boolean
  readonly energy: Energy
  readonly sensitivity: BatchSensitivity | null
  readonly latency: SingleStreamLatency | null
  readonly latencySamples: ReadonlyMap<PassageId, number>
  /** null: not asked for, or the tagger does not read raw text. */
  readonly deployed: DeployedAnswer | null
  readonly sharedBy: readonly string[]
}
