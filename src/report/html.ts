import type { DrawChart, Reporter } from '../core/reporter.ts'
import type { PriorBook } from '../prior/prior.ts'
import { crossSection } from './cross/cross-section.ts'
import { deployedSection } from './deployed/deployed-section.ts'
import { formatNumberOf } from './format.ts'
import type { Markup } from './markup.ts'
import { type PageSection, renderPage } from './page.ts'
import { againstPriorsSection } from './section/against-priors.ts'
import { calibrationSection } from './section/calibration.ts'
import { conventionsSection } from './section/conventions.ts'
import { energySection } from './section/energy.ts'
import { errorsSection } from './section/errors.ts'
import { integritySection } from './section/integrity.ts'
import { methodSection } from './section/method.ts'
import { noveltySection } from './section/novelty.ts'
import { problemsSection } from './section/problems.ts'
import { publishedSection } from './section/published.ts'
import { scoresSection } from './section/scores.ts'
import { speedSection } from './section/speed.ts'
import { topOf } from './section/top.ts'
import { typesSection } from './section/types.ts'
import { type ReportView, viewOf } from './view.ts'

/** What every report is made with besides the evidence. */
export interface ReporterOptions {
  readonly priors: PriorBook
  readonly title: string
}

type RenderSection = (view: ReportView, drawChart: DrawChart) => Markup | Promise<Markup>

/**
 * Order of a report: what it found, how far that can be trusted, how it was had. A section without content is left out.
 */
const sections: readonly (readonly [id: string, title: string, render: RenderSection])[] = [
  ['scores', 'Scores', scoresSection],
  ['cross', 'Trained on, tested on', crossSection],
  ['priors', 'Against published results', againstPriorsSection],
  ['types', 'Type by type', typesSection],
  ['novelty', 'Seen and new names', noveltySection],
  ['errors', 'Where it fails', errorsSection],
  ['deployed', 'As deployed', deployedSection],
  ['speed', 'Speed', speedSection],
  ['energy', 'Energy and carbon', energySection],
  ['calibration', 'Can its scores be believed?', calibrationSection],
  ['integrity', 'Nothing lost on the way', integritySection],
  ['problems', 'Failures and warnings', problemsSection],
  ['conventions', 'Every convention', conventionsSection],
  ['method', 'How it was measured', methodSection],
  ['published', 'Published results', publishedSection],
]

/**
 * One HTML file, `report.html`, that needs no script, no network and nothing beside it. The same evidence gives the
 * same bytes. Whatever comes from records, corpora and published results is text in it, never markup.
 */
export function createHtmlReporter({ priors, title }: ReporterOptions): Reporter {
  return async (evidence, { drawChart }) => {
    const view = viewOf(evidence, priors, title)
    const rendered: PageSection[] = []
    for (const [id, name, render] of sections) {
      const body = await render(view, drawChart)
      if (body !== null) rendered.push({ id, title: name, body })
    }
    const records = formatNumberOf(evidence.length, 'record')
    const end = `Written by bioner-bench from ${records}. This page loads nothing and sends nothing.`
    return new Map([['report.html', renderPage({ title, top: topOf(view), sections: rendered, end })]])
  }
}
