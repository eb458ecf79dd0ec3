import type { Command } from 'commander'
import type { CommandContext } from '../context.ts'

/** `datasets list`: corpora, variants, licences, and what is on disk. */
export function addListCommand(datasets: Command, { io }: CommandContext): void {
  datasets
    .command('list')
    .summary('corpora and their variants: splits, licence, on disk or not')
    .argument('[corpus...]', 'ID or ID@VARIANT; all unless given')
    .option('--details', 'also what each variant is, its licence, and where its files come from', false)
    .option('--json', 'print bioner-bench/corpus-list@1 instead, with citations in BibTeX', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench datasets list\n  bioner-bench datasets list ncbi-disease --details\n  bioner-bench datasets list --json | jq -r ".corpora[].citation"',
    )
    .action(async (references: string[], flags: { details: boolean; json: boolean }) => {
      const { listCorpora, renderCorpusList } = await import('../../wire/datasets/list.ts')
      const list = await listCorpora(references, io.env)
      const width = flags.details ? 100 : 96
      io.stdout(
        flags.json
          ? `${JSON.stringify(list, null, 2)}\n`
          : renderCorpusList(list, { colours: io.colours, width, details: flags.details }),
      )
    })
}
