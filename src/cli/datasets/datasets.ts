import type { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { addCheckCommand } from './check.ts'
import { addConvertCommand } from './convert.ts'
import { addFetchCommand } from './fetch.ts'
import { addListCommand } from './list.ts'
import { addOverlapCommand } from './overlap.ts'
import { addStatsCommand } from './stats.ts'

/** `datasets`: everything about corpora that needs no model. */
export function addDatasetsCommand(program: Command, context: CommandContext): void {
  const datasets = program
    .command('datasets')
    .summary('corpora: list, fetch, check, stats, overlap, convert')
    .description(
      'The corpora: which versions circulate, what they hold, whether the files on disk are what they should be.\n' +
        'Files are looked for in BIONER_DATA (a folder laid out by corpus id), then among those that were fetched\n' +
        '(BIONER_HOME), then in the package.',
    )
  addListCommand(datasets, context)
  addFetchCommand(datasets, context)
  addCheckCommand(datasets, context)
  addStatsCommand(datasets, context)
  addOverlapCommand(datasets, context)
  addConvertCommand(datasets, context)
}
