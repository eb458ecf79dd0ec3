import type { Evidence } from '../../src/core/reporter.ts'
import type { PriorBook } from '../../src/prior/prior.ts'
import { reporters } from '../../src/report/index.ts'
import { drawChart } from '../../src/wire/draw-chart.ts'
import { fixturePriors, reportEvidence } from '../fixtures/report/evidence.ts'

/** The HTML of the fixture's evidence, or of other evidence, with charts really drawn. */
export async function renderedHtml(
  evidence: readonly Evidence[] = reportEvidence(),
  priors: PriorBook = fixturePriors(),
  title = 'bioner-bench · fixture </title>',
): Promise<string> {
  const files = await reporters.html({ priors, title })(evidence, { drawChart })
  return files.get('report.html') ?? ''
}
