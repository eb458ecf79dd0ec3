import { type Command, InvalidArgumentError } from 'commander'
import { type Scheme, schemes } from '../core/convention.ts'
import { formatIds, offsetUnits, renderScoreTable, type ScoreRequest, scoreFiles } from '../wire/score.ts'
import { choiceOption } from './choice.ts'
import type { CommandContext } from './context.ts'

interface ScoreFlags {
  readonly format?: ScoreRequest['format']
  readonly matching?: ScoreRequest['matching']
  readonly scheme?: Scheme
  readonly allConventions: boolean
  readonly offsets?: ScoreRequest['offsets']
  readonly documents?: string
  readonly digits: number
  readonly seed: number
  readonly json: boolean
  readonly quiet: boolean
}

/** `score`: files that any tool wrote → scores. */
export function addScoreCommand(program: Command, { io }: CommandContext): void {
  program
    .command('score')
    .summary('score files that any tool wrote')
    .description(
      'Scores predictions against gold: precision, recall and F1 of mentions, with a 95 % interval of micro-F1.\n' +
        'Without --matching and --scheme it prints conlleval (what most papers call strict: exact span and type) and\n' +
        'strict IOB2 (a mention that does not begin with B- does not count) side by side.',
    )
    .argument('<gold>', 'gold tags or mentions, a file or folder; - is standard input')
    .argument('[pred]', 'predictions for the same tokens or ids; none where one file holds both')
    .addOption(choiceOption('--format <name>', 'format of the files; detected unless given', formatIds))
    .addOption(choiceOption('--matching <how>', 'read tags as conlleval does, or strictly', ['conlleval', 'strict']))
    .addOption(choiceOption('--scheme <name>', 'the scheme of --matching strict', schemes))
    .option('--all-conventions', 'every convention that can read the files, and the spread between them', false)
    .addOption(choiceOption('--offsets <unit>', 'what offsets count; codepoint unless the file says', offsetUnits))
    .option('--documents <file>', 'lines of id, tab, number of passages: intervals then draw documents')
    .option('--digits <n>', 'decimals of percentages', digitCount, 2)
    .option('--seed <n>', 'draws the intervals', wholeNumber, 1)
    .option('--json', 'print bioner-bench/score@1 instead of tables', false)
    .option('--quiet', 'say nothing on stderr unless it fails', false)
    .addHelpText('after', details)
    .action(async (gold: string, predicted: string | undefined, flags: ScoreFlags) => {
      const outcome = await scoreFiles(
        {
          gold,
          predicted: predicted ?? null,
          format: flags.format ?? null,
          matching: flags.matching ?? null,
          scheme: flags.scheme ?? null,
          allConventions: flags.allConventions,
          offsets: flags.offsets ?? null,
          documents: flags.documents ?? null,
          seed: flags.seed,
        },
        () => io.readStdin(),
      )
      if (!flags.quiet) for (const remark of outcome.remarks) io.stderr(`bioner-bench: ${remark}\n`)
      io.stdout(
        flags.json
          ? `${JSON.stringify(outcome.json, null, 2)}\n`
          : renderScoreTable(outcome.json, { digits: flags.digits, seed: flags.seed, colours: io.colours }),
      )
    })
}

const details = `
Formats:
  conll  two files of token and tag, or one file whose last two columns are gold and prediction; tab or space
  jsonl  two files of {"id": "…", "text"?: "…", "mentions": [{"start": 0, "end": 9, "type": "Disease"}]}, half-open, or
         one file of {"id"?: "…", "gold": ["B-X", …], "pred": ["O", …]}
  pubtator, brat, bioc, bioc-json, bc2gm, chemdner, linnaeus, s800, mmax2
         two files (or folders, for the formats of several files) of the same documents, joined by id; mentions are compared as
         spans of characters. Discontinuous gold cannot be said by one span and stands in the gold balance, unscored.
  conll2003, nersuite, parquet
         two files (or folders) of the same sentences; mentions are compared as spans of characters, whatever the scheme
A file may be gzipped. A tag that is neither O nor in the alphabet of the scheme is refused; where it is only strict IOB2, and
nobody asked for it, that column is left out and stderr says why and which --scheme would do.

Examples:
  bioner-bench score gold.tsv predicted.tsv
  bioner-bench score conlleval-input.txt --matching conlleval
  bioner-bench score gold.tsv predicted.tsv --matching strict --scheme IOBES --json
  bioner-bench score gold.jsonl predicted.jsonl --offsets utf16
  bioner-bench score CDR_TestSet.PubTator.txt predicted.PubTator
  bioner-bench score annotations/ predictions/ --format brat
  my-tagger < test.txt | bioner-bench score test.tsv - --all-conventions`

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number.')
  return Number(text)
}

function digitCount(text: string): number {
  if (!/^([0-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('It is a whole number up to 12.')
  return Number(text)
}
