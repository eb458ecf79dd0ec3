import type { Evidence } from '../core/reporter.ts'
import { scoreOf } from '../eval/score.ts'
import { addsUp, conventionName } from './column.ts'
import { shortClassList } from './cross/matrix.ts'
import { formatDuration, formatPercent, formatRate } from './format.ts'
import { safeText } from './safe-text.ts'

/**
 * One finished cell in one plain line: what was run, its F1 under the ranking convention, its speed; or why it failed or was skipped.
 */
export function renderCellLine({ record }: Evidence): string {
  const subject = `${record.model.name} on ${record.corpus.title} (${record.corpus.variant})`
  if (record.status === 'skipped') return safeText(`${subject}: skipped, ${record.reason.message}`)
  if (record.status === 'failed') return safeText(`${subject}: failed, ${record.error.message}`)
  const { passages, wallSeconds } = record.throughput
  const speed =
    wallSeconds === null
      ? `${passages} passages tagged elsewhere, not timed`
      : `${formatRate(passages, wallSeconds)} passages/s in ${formatDuration(wallSeconds)}`
  const counts = record.scores[record.ranking]
  if (counts === undefined || !addsUp(counts.balance)) return safeText(`${subject}: no score, ${speed}`)
  const f1 = formatPercent(scoreOf(counts.types).micro.f1)
  const part = record.status === 'partial' ? `, ${record.limit.passages} of ${record.limit.of} passages` : ''
  const types = record.typeMap === null ? '' : `, in ${shortClassList(record)}`
  return safeText(`${subject}: F1 ${f1} (${conventionName(counts.convention)}${types}${part}), ${speed}`)
}
