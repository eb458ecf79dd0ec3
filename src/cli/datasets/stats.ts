import type { Command } from 'commander'
import { BenchError } from '../../core/error.ts'
import type { CommandContext } from '../context.ts'
import { createReadingLine } from './reading-line.ts'

interface StatsFlags {
  readonly variants: boolean
  readonly json: boolean
  readonly quiet: boolean
}

/** `datasets stats`: what corpora hold, and where their versions disagree. */
export function addStatsCommand(datasets: Command, { io }: CommandContext): void {
  datasets
    .command('stats')
    .summary('what corpora hold; with --variants where their versions disagree')
    .description(
      'Per split and type: counts, lengths, lexical variety, what training has already seen, and where the gold mentions go when\n' +
        'they are scored in tokens or in characters. What is not on disk has the counts that were published.',
    )
    .argument('[corpus...]', 'ID or ID@VARIANT; with --variants ID or ID@A,B,…; every default variant unless given')
    .option('--variants', 'the versions of each corpus side by side, and document by document', false)
    .option('--json', 'print bioner-bench/corpus-stats@1 (or corpus-versions@1) instead', false)
    .option('--quiet', 'say nothing on stderr', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench datasets stats\n  bioner-bench datasets stats ncbi-disease bc5cdr@original\n' +
        '  bioner-bench datasets stats --variants ncbi-disease\n  bioner-bench datasets stats --variants bc5cdr@mtl,original',
    )
    .action(async (names: string[], flags: StatsFlags) => {
      const reading = createReadingLine(io, flags.quiet)
      if (flags.variants) {
        if (names.length === 0)
          throw new BenchError('ARGUMENT', '--variants needs a corpus: datasets stats --variants ncbi-disease')
        const { compareCorpusVersions, renderVersionsTable } = await import('../../wire/datasets/versions.ts')
        const comparisons = []
        for (const name of names) comparisons.push(await compareCorpusVersions(name, io.env, reading.show))
        reading.clear()
        const [only] = comparisons
        if (flags.json) io.stdout(`${JSON.stringify(comparisons.length === 1 ? only : comparisons, null, 2)}\n`)
        else
          for (const comparison of comparisons)
            io.stdout(renderVersionsTable(againstFirst(comparison), { colours: io.colours, width: 104 }))
        return
      }
      const { corpusStatsJson, renderStatsTable, surveyCorpora } = await import('../../wire/datasets/stats.ts')
      const json = corpusStatsJson(await surveyCorpora(names, io.env, reading.show))
      reading.clear()
      io.stdout(
        flags.json ? `${JSON.stringify(json, null, 2)}\n` : renderStatsTable(json, { colours: io.colours, width: 104 }),
      )
    })
}

/** In JSON every two versions are compared; a person is shown how the others differ from the first, which is the default one. */
function againstFirst<
  T extends { readonly versions: readonly string[]; readonly pairs: readonly { readonly a: string }[] },
>(comparison: T): T {
  return { ...comparison, pairs: comparison.pairs.filter(pair => pair.a === comparison.versions[0]) }
}
