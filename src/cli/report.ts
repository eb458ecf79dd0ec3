import { type Command, Option } from 'commander'
import { reportFormats, writeReport } from '../wire/report.ts'
import type { CommandContext } from './context.ts'

/** `report`: stored records → files. */
export function addReportCommand(program: Command, { io }: CommandContext): void {
  program
    .command('report')
    .summary('stored records → a report')
    .argument('<results...>', 'record.json files, or folders with records in or below them')
    .addOption(new Option('--format <name>', 'what to write').choices([...reportFormats]).default('html'))
    .option('--out <path>', 'folder, or a file name that ends in .html', 'report.html')
    .option('--title <text>', 'headline of the report')
    .option('--quiet', 'say nothing on stderr', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench report results/demo --out demo.html\n  bioner-bench report results/a results/b --format html --title "Two taggers"',
    )
    .action(
      async (
        results: string[],
        options: { format: (typeof reportFormats)[number]; out: string; title?: string; quiet: boolean },
      ) => {
        const written = await writeReport({
          results,
          format: options.format,
          out: options.out,
          title: options.title ?? null,
        })
        for (const path of written) io.stdout(`${path}\n`)
      },
    )
}
