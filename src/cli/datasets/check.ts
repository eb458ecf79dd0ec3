import type { Command } from 'commander'
import type { CommandContext } from '../context.ts'

/** `datasets check`: are the files what they should be? */
export function addCheckCommand(datasets: Command, { io, finish }: CommandContext): void {
  datasets
    .command('check')
    .summary('verify corpora on disk, or look over one’s own files')
    .description(
      'Registered corpora: every checksum, then every count of documents, sentences, tokens and mentions by type. One’s own file\n' +
        'or folder: whether it can be read, in which format, and what a reader should know (nested mentions, schemes, line ends).',
    )
    .argument('[name...]', 'ID (all its variants), ID@VARIANT, or a file or folder; everything on disk unless given')
    .option('--json', 'print bioner-bench/corpus-check@1 instead', false)
    .option('--quiet', 'only what is not in order', false)
    .addHelpText(
      'after',
      '\nExit code 1 where a check failed, 2 where a file cannot be read.\n\nExamples:\n  bioner-bench datasets check\n' +
        '  bioner-bench datasets check ncbi-disease bc5cdr@original\n  bioner-bench datasets check ./my-annotations',
    )
    .action(async (names: string[], flags: { json: boolean; quiet: boolean }) => {
      const [{ checkCorpora }, { renderChecked }] = await Promise.all([
        import('../../wire/datasets/check.ts'),
        import('../../wire/datasets/render-check.ts'),
      ])
      const checks = await checkCorpora(names, io.env, checked => {
        if (flags.json || (flags.quiet && checked.status === 'ok')) return
        io.stdout(renderChecked(checked, { colours: io.colours, width: 100 }))
      })
      if (flags.json) io.stdout(`${JSON.stringify({ format: 'bioner-bench/corpus-check@1', checks }, null, 2)}\n`)
      const failed = checks.filter(checked => checked.error !== null)
      if (failed.length > 0) finish(failed.some(checked => checked.error?.code === 'INPUT') ? 2 : 1)
    })
}
