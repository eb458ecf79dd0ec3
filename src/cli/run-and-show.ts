import type { Evidence } from '../core/reporter.ts'
import { type RunOptions, runSuite } from '../wire/run.ts'
import { renderCellLine, renderRunJson, renderRunTable } from '../wire/show.ts'
import type { CommandContext } from './context.ts'
import { createProgress } from './progress.ts'

/** Runs a suite with progress on stderr and the answer on stdout; exit code 1 where a cell failed. */
export async function runAndShow(
  { io, finish }: CommandContext,
  options: Omit<RunOptions, 'onEvent' | 'onCell' | 'region'> & { readonly json: boolean; readonly quiet: boolean },
): Promise<Evidence[]> {
  const progress = createProgress(io, options.quiet)
  const evidence = await runSuite({
    ...options,
    region: io.env.BIONER_REGION || null,
    onEvent: progress.show,
    onCell: (cell, _folder, reused) => {
      progress.clear()
      if (!options.quiet) io.stderr(`${renderCellLine(cell)}${reused ? '  (kept from an earlier run)' : ''}\n`)
    },
  })
  progress.clear()
  io.stdout(options.json ? await renderRunJson(evidence) : `\n${await renderRunTable(evidence, io.colours)}`)
  finish(evidence.some(({ record }) => record.status === 'failed') ? 1 : 0)
  return evidence
}
