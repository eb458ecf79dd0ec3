import type { PassageId } from '../core/passage.ts'
import type { PredictedMention, Prediction } from '../core/prediction.ts'
import type { BatchSensitivity } from '../core/record.ts'
import type { BatchPlan } from '../core/tagger.ts'

/** The plan to compare with: every window alone, in the order given, so that no passage has a batch mate. */
export function alonePlan(plan: BatchPlan): BatchPlan {
  return { ...plan, order: 'given', windows: 1 }
}

/** Mentions (span and type) that one run has and the other has not, over the passages of `second`. */
export function compareRuns(
  first: ReadonlyMap<PassageId, Prediction>,
  second: readonly Prediction[],
  plans: readonly [BatchPlan, BatchPlan],
): BatchSensitivity {
  let mentions = 0
  let changedMentions = 0
  for (const prediction of second) {
    const before = new Set(first.get(prediction.id)?.mentions.map(mentionKey))
    const after = new Set(prediction.mentions.map(mentionKey))
    mentions += before.size
    changedMentions += before.symmetricDifference(after).size
  }
  return { passages: second.length, mentions, changedMentions, plans }
}

function mentionKey({ start, end, type }: PredictedMention): string {
  return `${start} ${end} ${type}`
}
