import type { Command } from 'commander'
import type { GoldBalance } from '../../core/counts.ts'
import { type Conversion, convertCorpus, readableFormats, writableFormats } from '../../wire/datasets/convert.ts'
import { offsetUnits } from '../../wire/score.ts'
import { choiceOption } from '../choice.ts'
import type { CommandContext } from '../context.ts'
import { splitOption } from './split-option.ts'

interface ConvertFlags {
  readonly from?: Conversion['fromFormat']
  readonly to?: Conversion['toFormat']
  readonly split: Conversion['split']
  readonly offsets?: Conversion['offsets']
  readonly tokenise: boolean
  readonly json: boolean
  readonly quiet: boolean
}

/** `datasets convert`: one format into another. */
export function addConvertCommand(datasets: Command, { io }: CommandContext): void {
  datasets
    .command('convert')
    .summary('write a corpus in another format')
    .description(
      'Reads a registered corpus or one’s own files and writes the same passages in another format. What a format cannot say\n' +
        '(nested mentions in CoNLL, discontinuous ones in PubTator …) is refused with the passage, never left out.',
    )
    .argument('<from>', 'ID, ID@VARIANT, or a file or folder')
    .argument('<to>', 'file, or folder for formats of several files; its ending says the format unless --to does')
    .addOption(choiceOption('--from <format>', 'format of one’s own files; detected unless given', readableFormats))
    .addOption(choiceOption('--to <format>', 'what to write', writableFormats))
    .addOption(splitOption())
    .addOption(choiceOption('--offsets <unit>', 'what offsets of one’s own files count', offsetUnits))
    .option('--tokenise', 'cut documents into words, to write tags; what these cannot say is counted', false)
    .option('--json', 'print bioner-bench/corpus-convert@1', false)
    .option('--quiet', 'say nothing on stderr', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench datasets convert ncbi-disease ncbi-test.jsonl\n' +
        '  bioner-bench datasets convert bc5cdr@original bc5cdr-test --to brat\n' +
        '  bioner-bench datasets convert ./my-annotations mine.jsonl --from brat',
    )
    .action(async (from: string, to: string, flags: ConvertFlags) => {
      const converted = await convertCorpus(
        {
          ...{ from, to, split: flags.split, offsets: flags.offsets ?? null },
          ...{ fromFormat: flags.from ?? null, toFormat: flags.to ?? null, tokenise: flags.tokenise },
        },
        io.env,
      )
      if (!flags.quiet) for (const { message } of converted.notes.remarks) io.stderr(`bioner-bench: ${message}\n`)
      if (!flags.quiet && converted.balance !== null) io.stderr(`bioner-bench: ${describeBalance(converted.balance)}\n`)
      const { files, passages, mentions, format, balance } = converted
      io.stdout(
        flags.json
          ? `${JSON.stringify({ format: 'bioner-bench/corpus-convert@1', to, written: format, files, passages, mentions, balance }, null, 2)}\n`
          : `${to}  ${format}, ${passages} passages, ${mentions} mentions\n`,
      )
    })
}

function describeBalance({ gold, scored, ...lost }: GoldBalance): string {
  const places = Object.entries(lost).filter(([, mentions]) => mentions > 0)
  const where = places.map(([place, mentions]) => `${mentions} ${place}`).join(', ')
  return `${gold} mentions, of which tags say ${scored}${where && `: ${where}`}`
}
