import type { Carbon, Energy } from '../core/energy.ts'
import type { Meter } from '../core/meter.ts'
import type { Input, PassageId } from '../core/passage.ts'
import type { Prediction } from '../core/prediction.ts'
import type { Environment, SingleStreamLatency } from '../core/record.ts'
import type { BatchPlan, Tagger, Usage } from '../core/tagger.ts'
import type { TypeClasses } from './cross/type-classes.ts'
import type { LabelMap } from './label-map.ts'
import type { LoadedCorpus } from './plan.ts'

/** What happened, for whoever shows progress. */
export type RunEvent =
  | { readonly kind: 'opening'; readonly model: string; readonly corpora: readonly string[] }
  | {
      readonly kind: 'downloading'
      readonly model: string
      readonly file: string
      /** Bytes; `total` is null where the server does not say. */
      readonly received: number
      readonly total: number | null
    }
  | { readonly kind: 'tagging'; readonly model: string; readonly tagged: number; readonly of: number }
  | { readonly kind: 'timing'; readonly model: string; readonly timed: number; readonly of: number }
  | { readonly kind: 'deploying'; readonly model: string; readonly read: number; readonly of: number }
  | { readonly kind: 'scoring'; readonly model: string; readonly corpus: string }

/** The world, as the run is handed it. */
export interface RunDoors {
  /** Throws a `BenchError` where the model cannot be opened: its cells fail, the others go on. */
  openTagger(model: string, corpus: LoadedCorpus): Promise<Tagger>
  readonly meter: Meter
  /** Stands in where the meter says that nothing can be measured. */
  estimateEnergy(usage: Usage): Energy
  carbonOf(energy: Energy): Carbon
  measureLatency(options: {
    readonly tagger: Tagger
    readonly inputs: readonly Input[]
    readonly plan: BatchPlan
    readonly warmUps: number
    readonly onSample: (samples: number) => void
  }): Promise<{ readonly latency: SingleStreamLatency; readonly samples: ReadonlyMap<PassageId, number> }>
  /** `count` of the items (or all, where there are fewer), in their order, the same ones for the same seed. */
  drawSample<T>(items: readonly T[], count: number, seed: number): T[]
  readonly labelMaps: { readonly given: LabelMap | null; builtIn(model: string): LabelMap | null }
  /** Which types mean the same, for cross-corpus cells. */
  readonly typeClasses: TypeClasses
  readonly environment: Environment
  /** How the run could be repeated, as one would type it. */
  readonly command: string
  clock: { isoTime(): string; seconds(): number }
  sha256(text: string): string
  /** What a model reference stands for (its weights, its options): equal digest, equal model. */
  modelDigest(reference: string): string
  onEvent(event: RunEvent): void
}

export interface Tagged {
  readonly predictions: ReadonlyMap<PassageId, Prediction>
  readonly usage: Usage
}
