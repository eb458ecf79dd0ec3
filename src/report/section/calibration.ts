import type { DrawChart } from '../../core/reporter.ts'
import { expectedCalibrationError } from '../../eval/calibration.ts'
import { reliabilitySpec } from '../chart/reliability.ts'
import { drawImage } from '../figure.ts'
import { formatCount, formatPercent } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import type { ReportView, ScoredCell } from '../view.ts'
import { cellName } from './cell-name.ts'

/** Whether a mention's score tells how often it is right; null where no tagger gives scores. */
export async function calibrationSection(view: ReportView, drawChart: DrawChart): Promise<Markup> {
  const figures: Markup[] = []
  for (const group of view.groups) {
    for (const cell of group.cells) {
      const figure = await calibrationFigure(cell, drawChart)
      if (figure !== null) figures.push(figure)
    }
  }
  if (figures.length === 0) return null
  return html`<p class="note">
      Share of right mentions (upright) over the tagger's own score (across), in ten bins; larger points hold more mentions. On the
      diagonal a score of 80 % is right in 80 % of the cases. ECE, the expected calibration error, is the mean distance from it.
    </p>
    <div class="charts">${figures}</div>`
}

async function calibrationFigure(cell: ScoredCell, drawChart: DrawChart): Promise<Markup> {
  const bins = cell.run.calibration
  const error = bins && expectedCalibrationError(bins)
  if (bins === null || error === null) return null
  const title = `${cell.model.name} on ${cell.run.corpus.title}: expected calibration error ${formatPercent(error)} %`
  const mentions = bins.reduce((sum, bin) => sum + bin.mentions, 0)
  return html`<figure>
    ${await drawImage(reliabilitySpec(bins, cell.model.series, 250), title, drawChart)}
    <figcaption>
      <bdi>${cell.run.corpus.title}</bdi>, ${cellName(cell)}<br />
      ECE ${formatPercent(error)} %, ${formatCount(mentions)} mentions
    </figcaption>
  </figure>`
}
