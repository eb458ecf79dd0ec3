import { type Command, InvalidArgumentError } from 'commander'
import type { CommandContext } from '../context.ts'
import { createReadingLine } from './reading-line.ts'

interface OverlapFlags {
  readonly between: boolean
  readonly threshold: number
  readonly examples: number
  readonly json: boolean
  readonly quiet: boolean
}

/** `datasets overlap`: what splits and corpora share. */
export function addOverlapCommand(datasets: Command, { io }: CommandContext): void {
  datasets
    .command('overlap')
    .summary('what splits share: equal and near passages, ids, conflicting labels')
    .description(
      'Compares every split of a corpus with itself and with the others (with --between also across corpora): passages that are equal but\n' +
        'for case, white space and Unicode form; near ones (MinHash over word shingles, every candidate verified); ids and documents in both;\n' +
        'equal passages whose mentions differ.',
    )
    .argument('[corpus...]', 'ID or ID@VARIANT; every default variant on disk unless given')
    .option('--between', 'also between corpora', false)
    .option('--threshold <share>', 'least similarity (Jaccard) of near passages', share, 0.8)
    .option('--examples <n>', 'how many of each kind to show', wholeNumber, 2)
    .option('--json', 'print bioner-bench/corpus-overlap@1 instead (a list where there are several)', false)
    .option('--quiet', 'say nothing on stderr', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench datasets overlap jnlpba\n  bioner-bench datasets overlap ncbi-disease bc5cdr --between --examples 5\n' +
        '  bioner-bench datasets overlap --json > overlap.json',
    )
    .action(async (names: string[], flags: OverlapFlags) => {
      const { findCorpusOverlap, renderOverlapTable } = await import('../../wire/datasets/overlap.ts')
      const reading = createReadingLine(io, flags.quiet)
      const { between, threshold, examples } = flags
      const found = await findCorpusOverlap({ names, between, threshold, examples, onCorpus: reading.show }, io.env)
      reading.clear()
      const [only] = found
      if (flags.json) io.stdout(`${JSON.stringify(found.length === 1 ? only : found, null, 2)}\n`)
      else
        io.stdout(found.map(one => renderOverlapTable(one, { colours: io.colours, width: 104, examples })).join('\n'))
    })
}

function share(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('It is a number above 0 and at most 1.')
  return value
}

function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It is a whole number up to 9999.')
  return Number(text)
}
