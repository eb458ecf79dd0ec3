import type { Counts, Ratio } from '../../core/counts.ts'
import type { DeploymentComparison, LossCause } from '../../core/deployment/comparison.ts'
import { type Ratios, scoreOf } from '../score.ts'

/** What one kind of change did to F1: `share` is its part of the gap, in F1 from -1 to 1. */
export interface GapShare {
  /** A cause of broken mentions; `found`: mentions that only the deployed reading finds; `predictions`: more or fewer mentions predicted. */
  readonly kind: LossCause | 'found' | 'predictions'
  /** Gold mentions; of `predictions`, by how many there are more. */
  readonly mentions: number
  readonly share: number
}

export interface ReadingGap {
  readonly paper: Counts & Ratios
  readonly deployed: Counts & Ratios
  /** F1 deployed less F1 of the ordinary reading; null where one of them is 0/0. */
  readonly gap: Ratio
  /** They add up to the gap; empty where there is none. */
  readonly shares: readonly GapShare[]
}

/**
 * Takes the gap apart. With TP true positives, P predictions and G gold mentions, F1 = 2 TP / (P + G), so that
 *
 *   F1' − F1 = 2 (TP' − TP) / (P' + G)  +  2 TP · (1 / (P' + G) − 1 / (P + G))
 *
 * and the first term is a sum over the mentions that were broken and fixed, whatever their order. The second is what predicting more
 * mentions costs, or fewer gains, when the same ones are right.
 */
export function readingGapOf(
  comparison: Pick<DeploymentComparison, 'paper' | 'deployed' | 'broken' | 'fixed'>,
): ReadingGap {
  const paper = scoreOf(comparison.paper).micro
  const deployed = scoreOf(comparison.deployed).micro
  if (paper.f1 === null || deployed.f1 === null) return { paper, deployed, gap: null, shares: [] }
  const before = denominatorOf(paper)
  const after = denominatorOf(deployed)
  const broken = comparison.broken.map(
    ({ cause, mentions }): GapShare => ({ kind: cause, mentions, share: (-2 * mentions) / after }),
  )
  return {
    paper,
    deployed,
    gap: deployed.f1 - paper.f1,
    shares: [
      ...broken,
      { kind: 'found', mentions: comparison.fixed, share: (2 * comparison.fixed) / after },
      {
        kind: 'predictions',
        mentions: predictionsOf(deployed) - predictionsOf(paper),
        share: 2 * paper.truePositives * (1 / after - 1 / before),
      },
    ],
  }
}

/** Predictions and gold mentions. */
function denominatorOf({ truePositives, falsePositives, falseNegatives }: Counts): number {
  return 2 * truePositives + falsePositives + falseNegatives
}

function predictionsOf({ truePositives, falsePositives }: Counts): number {
  return truePositives + falsePositives
}
