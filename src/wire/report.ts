import { basename, dirname, extname, join } from 'node:path'
import type { Evidence, ReportFiles } from '../core/reporter.ts'
import { reporters } from '../report/index.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { readRuns } from '../store/runs.ts'
import { drawChart } from './draw-chart.ts'
import { addTexts } from './evidence.ts'
import { readPriorBook } from './prior-book.ts'

/** Names that `--format` knows. */
export const reportFormats = Object.keys(reporters) as (keyof typeof reporters)[]
type ReportFormat = keyof typeof reporters

/** Reads stored runs, adds the text of corpora that are at hand, and writes the report. Returns the paths written. */
export async function writeReport(options: {
  readonly results: readonly string[]
  readonly format: ReportFormat
  /** A folder, or the name of the one file there is. */
  readonly out: string
  readonly title: string | null
}): Promise<string[]> {
  const evidence = await addTexts(await readRuns(options.results))
  const suites = [...new Set(evidence.map(({ record }) => record.suite))]
  const files = await renderFiles(evidence, options.format, options.title ?? `bioner-bench · ${suites.join(', ')}`)
  return writeFiles(files, options.out)
}

export async function renderFiles(
  evidence: readonly Evidence[],
  format: ReportFormat,
  title: string,
): Promise<ReportFiles> {
  return reporters[format]({ priors: await readPriorBook(), title })(evidence, { drawChart })
}

/** A single file may be named by `out` itself; otherwise files go into the folder `out`. */
export async function writeFiles(files: ReportFiles, out: string): Promise<string[]> {
  const [only, ...others] = files.keys()
  const named = others.length === 0 && only !== undefined && extname(out) === extname(only)
  const written: string[] = []
  for (const [name, content] of files) {
    const path = named ? join(dirname(out), basename(out)) : join(out, name)
    await writeAtomically(path, content)
    written.push(path)
  }
  return written
}
