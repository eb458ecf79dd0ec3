import { join } from 'node:path'
import type { Evidence } from '../core/reporter.ts'
import type { Suite } from '../run/suite.ts'
import { renderFiles, writeFiles } from './report.ts'
import { readSuite } from './suites.ts'

/** The suite of `demo`, under a name of its own, so that its results never mix with the committed ones. */
export async function demoSuite(): Promise<Suite> {
  return { ...(await readSuite('embedded')), name: 'demo' }
}

/** Writes the HTML report of a finished run and returns its path. */
export async function writeHtmlReport(evidence: readonly Evidence[], title: string, out: string): Promise<string> {
  const [path = join(out, 'report.html')] = await writeFiles(await renderFiles(evidence, 'html', title), out)
  return path
}
