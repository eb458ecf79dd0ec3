import type { DrawChart } from '../../core/reporter.ts'
import { forestSpec } from '../chart/forest.ts'
import { drawFigure } from '../figure.ts'
import { html, type Markup } from '../markup.ts'
import { type ReportView, rankedCells } from '../view.ts'

const description = [
  'Micro-F1 with 95 % intervals beside published results, one block for each corpus.',
  'The best figures are in the table of scores, all of them in the list of published results.',
].join(' ')

/** F1 and interval of every complete run on one axis with the published figures. */
export async function againstPriorsSection(view: ReportView, drawChart: DrawChart): Promise<Markup> {
  const [ranked] = view.groups.flatMap(rankedCells)
  if (ranked === undefined) return null
  return drawFigure(
    width => forestSpec(view, width === 'wide' ? { width: 830, names: 'beside' } : { width: 360, names: 'above' }),
    description,
    html`Micro-F1 in percent, ${ranked.ranking.name}, with 95 % intervals. Filled diamonds: published with the same
      split, types and matching. Hollow diamonds: not comparable; the reasons are in the list of published
      results. The figure beside the diamonds is the highest; one with ‹ lies left of the axis.`,
    drawChart,
  )
}
