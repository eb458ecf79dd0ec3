import type { Command } from 'commander'
import type { CommandContext } from './context.ts'

/** `demo`: the embedded suite, offline, with a report. */
export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .summary('the embedded suite: 2 taggers × 3 corpora, offline, under a minute; writes a report')
    .description(
      'Evaluates the embedded neural tagger and the dictionary baseline on the full public test splits of NCBI-Disease,\n' +
        'BC5CDR-Disease and BC5CDR-Chem, prints the table, and writes records and one HTML report. Opens no connection.',
    )
    .option('--out <dir>', 'where records and the report go', 'results/demo')
    .option('--json', 'print the cells as JSON instead of the table', false)
    .option('--quiet', 'say nothing on stderr', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench demo\n  BIONER_REGION=FRA bioner-bench demo --out /tmp/demo     CO2 for the grid of France',
    )
    .action(async (options: { out: string; json: boolean; quiet: boolean }) => {
      const [{ demoSuite, writeHtmlReport }, { runAndShow }] = await Promise.all([
        import('../wire/demo.ts'),
        import('./run-and-show.ts'),
      ])
      const suite = await demoSuite()
      const evidence = await runAndShow(context, {
        ...options,
        suite,
        resume: false,
        limit: null,
        labelMap: null,
        dtype: null,
        adapter: null,
        adapterMode: null,
        backend: null,
        device: null,
        operators: null,
        threads: null,
        command: context.commandLine,
      })
      const path = await writeHtmlReport(evidence, suite.title, options.out)
      if (!options.quiet) context.io.stderr(`\nrecords  ${options.out}\nreport   ${path}\n`)
    })
}
