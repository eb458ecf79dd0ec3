import { type Command, Option } from 'commander'
import { schemes, subwordStrategies, units } from '../core/convention.ts'
import { aggregations, pipelines } from '../core/deployment/deployment.ts'
import type { Operators } from '../core/tagger.ts'
import type { SuiteFlags } from '../wire/suites.ts'
import { adapterModeOption } from './adapter-mode.ts'
import { choiceOption } from './choice.ts'
import type { CommandContext } from './context.ts'
import { operatorsOption } from './operators.ts'
import { collect, positiveNumber, wholeNumber } from './option-values.ts'

interface RunFlags extends SuiteFlags {
  readonly labelMap?: string
  readonly dtype?: string
  readonly adapter?: string
  readonly adapterMode?: string
  readonly backend?: string
  readonly device?: string
  readonly operators?: Operators
  readonly threads?: number
  readonly limit?: number
  readonly out?: string
  readonly resume: boolean
  readonly json: boolean
  readonly quiet: boolean
}

/** `run`: models × corpora → records and a table. */
export function addRunCommand(program: Command, context: CommandContext): void {
  program
    .command('run')
    .summary('models × corpora → results/ + a table')
    .argument('[suite]', 'a suite file, or the name of one in benchmarks/ (embedded)')
    .option(
      '--model <ref>',
      'embedded:NAME | hf:OWNER/NAME[@REVISION] | dictionary | dictionary:ID | predictions:FILE.jsonl | a folder with an ONNX export | an .onnx file; repeats',
      collect,
    )
    .option('--corpus <id>', 'ID | ID@VARIANT | all | a CoNLL file of token and tag; repeats', collect)
    .option(
      '--cross',
      'trained on × tested on: every model on every corpus (all, unless given), in the types both have',
    )
    .option('--split <name>', 'train | dev | test (devel and validation mean dev)')
    .option(
      '--dtype <name>',
      'fp32 | fp16 | int8 | q8 | q4 …: the ONNX file of that name, or a graph built of the tensors in it',
    )
    .option('--adapter <dir>', 'a LoRA adapter to lay over the checkpoint')
    .addOption(adapterModeOption())
    .option('--backend <name>', 'ort | transformersjs: the model and the tokenizer of @huggingface/transformers')
    .option(
      '--device <name>',
      'cpu | webgpu | cuda[:N] | tensorrt | coreml | dml | auto; one that cannot be had is an error',
    )
    .addOption(operatorsOption())
    .option('--threads <n>', 'threads of the session (all cores unless given)', positiveNumber)
    .option('--batch-pieces <n>', 'padded word-pieces a batch may hold', positiveNumber)
    .option('--window <n>', 'word-pieces a window holds, special ones included', positiveNumber)
    .option('--overlap <n>', 'word-pieces that neighbouring windows share (alias --stride)', wholeNumber)
    .addOption(new Option('--stride <n>').argParser(wholeNumber).hideHelp())
    .addOption(
      new Option('--subword <strategy>', 'which pieces speak for a word').choices([
        ...subwordStrategies,
        'average',
        'simple',
      ]),
    )
    .addOption(new Option('--words <how>', 'each word by itself, or joined by spaces').choices(['separate', 'joined']))
    .addOption(
      new Option(
        '--unit <unit>',
        'borders in tokens, or in characters of the text (tokens where there are any)',
      ).choices([...units]),
    )
    .addOption(
      new Option('--matching <how>', 'which decoding ranks; both are always computed').choices(['conlleval', 'strict']),
    )
    .addOption(new Option('--scheme <name>', 'the scheme of --matching strict').choices([...schemes]))
    .addOption(
      choiceOption(
        '--as-deployed [strategy]',
        'read raw text as the Hugging Face pipeline does, too, and print the gap (simple unless given)',
        aggregations,
      ).preset('simple'),
    )
    .addOption(
      choiceOption(
        '--pipeline <name>',
        'as deployed: the answer of the pipeline, or what openmed makes of it (huggingface unless given)',
        pipelines,
      ),
    )
    .option(
      '--truncate <n>',
      'as deployed: pieces read of a text, special ones included; the rest is lost',
      positiveNumber,
    )
    .option(
      '--pipeline-stride <n>',
      'as deployed: pieces that windows share, so that nothing is truncated',
      wholeNumber,
    )
    .addOption(
      new Option(
        '--sentence-splitting [n]',
        'as deployed: read n sentences together (1; openmed 6 by itself); 0: the whole text',
      )
        .argParser(wholeNumber)
        .preset('1'),
    )
    .option('--label-map <map>', 'LABEL=TYPE,LABEL=… or a JSON file; an empty TYPE ignores the label')
    .option('--limit <n>', 'only the first passages; the record is partial and never ranked', positiveNumber)
    .option('--seed <n>', 'draws samples and resampling', wholeNumber)
    .option('--out <dir>', 'where the cells go (results/SUITE unless given)')
    .option('--resume', 'keep the cells that are there already from the same question', false)
    .option('--json', 'print the cells as JSON (bioner-bench/run@1) instead of the table', false)
    .option('--quiet', 'say nothing on stderr', false)
    .addHelpText('after', examples)
    .action(async (suiteName: string | undefined, flags: RunFlags) => {
      const [{ buildSuite }, { readLabelMap }, { runAndShow }] = await Promise.all([
        import('../wire/suites.ts'),
        import('../wire/label-maps.ts'),
        import('./run-and-show.ts'),
      ])
      const suite = await buildSuite(suiteName, flags)
      await runAndShow(context, {
        suite,
        out: flags.out ?? `results/${suite.name}`,
        resume: flags.resume,
        limit: flags.limit ?? null,
        labelMap: flags.labelMap === undefined ? null : await readLabelMap(flags.labelMap),
        dtype: flags.dtype ?? null,
        adapter: flags.adapter ?? null,
        adapterMode: flags.adapterMode ?? null,
        backend: flags.backend ?? null,
        device: flags.device ?? null,
        operators: flags.operators ?? null,
        threads: flags.threads ?? null,
        command: context.commandLine,
        json: flags.json,
        quiet: flags.quiet,
      })
    })
}

const examples = `
Examples:
  bioner-bench run embedded                                          the suite of the demo
  bioner-bench run --model dictionary --corpus ncbi-disease
  bioner-bench run --model hf:OWNER/NAME --corpus ncbi-disease       downloads into the Hugging Face cache
  bioner-bench run --model ./my-onnx-export --corpus bc5cdr-chem --label-map CHEM=Chemical
  bioner-bench run --model embedded:minilm-l6-cdr-ncbi --corpus ./ward.conll --label-map Disease=Problem,Chemical=
  bioner-bench run --cross --model dictionary                        the dictionary of each corpus on all of them
  bioner-bench run --model ./my-model --corpus ncbi-disease@original --as-deployed first --truncate 256
  bioner-bench run --model ./my-model --corpus ncbi-disease@original --as-deployed --pipeline openmed
  bioner-bench run embedded --resume                                 go on after an interruption

Environment, for hf: (the cache is that of Python's huggingface_hub):
  HF_HOME, HF_HUB_CACHE   where the cache is            HF_TOKEN      for gated and private models
  HF_ENDPOINT             a mirror of the Hub           HF_HUB_OFFLINE=1, BIONER_OFFLINE=1   no connection at all`
