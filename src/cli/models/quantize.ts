import type { Command } from 'commander'
import { BenchError } from '../../core/error.ts'
import { adapterModeOption } from '../adapter-mode.ts'
import type { CommandContext } from '../context.ts'
import { collect, positiveNumber } from '../option-values.ts'
import { createProgress } from '../progress.ts'
import { type ExportFlags, exportAndShow } from './export.ts'

interface QuantizeFlags extends Omit<ExportFlags, 'out'> {
  readonly out?: string
  readonly compare: boolean
  readonly corpus?: readonly string[]
  readonly labelMap?: string
  readonly split?: string
  readonly window?: number
  readonly overlap?: number
  readonly threads?: number
  readonly limit?: number
}

/** `models quantize`: whole numbers instead of floats, and what they cost. */
export function addQuantizeCommand(models: Command, context: CommandContext): void {
  models
    .command('quantize')
    .summary('write a checkpoint with 8- or 4-bit weights, or compare what each precision costs')
    .description(
      'Writes a quantised ONNX export of a checkpoint, or, with --compare, runs it on a\n' +
        'corpus in every precision and prints F1, speed, size and batch sensitivity.\n\n' +
        '  int8-rowwise    (int8) no score depends on batch mates; 2 to 3 × fp32\n' +
        '  int8-dynamic    (q8) one scale for a batch: fastest, and scores depend on it\n' +
        '  int8-blockwise  blocks of 32 weights: nearest to fp32, and slower than it\n' +
        '  int4-blockwise  (q4) the smallest, and slower than fp32',
    )
    .argument('<ref>', 'hf:OWNER/NAME[@REVISION], or a folder with model.safetensors or pytorch_model.bin')
    .option('--out <dir>', 'where the export goes; with --compare the records (results/precisions unless given)')
    .option('--dtype <name>', 'int8 | q8 | int8-blockwise | q4 …; with --compare a list (fp32,int8,q8)')
    .option('--compare', 'run it on --corpus in every precision instead', false)
    .option('--corpus <id>', 'for --compare, as run has it; repeats (ncbi-disease unless given)', collect)
    .option('--label-map <map>', 'for --compare: LABEL=TYPE,LABEL=… or a JSON file')
    .option('--split <name>', 'for --compare: train | dev | test')
    .option('--window <n>', 'for --compare: word-pieces a window holds, special ones included', positiveNumber)
    .option('--overlap <n>', 'for --compare: word-pieces that neighbouring windows share', positiveNumber)
    .option('--threads <n>', 'for --compare: threads of the session', positiveNumber)
    .option('--limit <n>', 'for --compare: only the first passages', positiveNumber)
    .option('--adapter <dir>', 'a LoRA adapter to lay over the checkpoint')
    .addOption(adapterModeOption())
    .option('--force', 'write over a graph of the same name', false)
    .option('--json', 'print bioner-bench/export@1, or with --compare bioner-bench/precisions@1, instead', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench models quantize ./my-checkpoint --out ./my-export\n' +
        '  bioner-bench models quantize hf:OWNER/NAME --out ./my-export --dtype q4\n' +
        '  bioner-bench models quantize ./my-checkpoint --compare --corpus ncbi-disease --corpus bc5cdr\n' +
        '  bioner-bench models quantize ./my-checkpoint --compare --dtype fp32,int8 --json',
    )
    .action(async (reference: string, flags: QuantizeFlags) => {
      if (flags.compare) return compare(context, reference, flags)
      const { dtype = 'int8', out, ...others } = flags
      if (out === undefined) {
        throw new BenchError('ARGUMENT', '--out DIR is missing: it says where the export goes; or add --compare')
      }
      await exportAndShow(context, reference, { ...others, dtype, out })
    })
}

async function compare({ io, commandLine }: CommandContext, reference: string, flags: QuantizeFlags): Promise<void> {
  const [{ comparePrecisions, precisionsNamed }, { renderPrecisions }, { buildSuite }, { readLabelMap }] =
    await Promise.all([
      import('../../wire/models/precision/compare-precisions.ts'),
      import('../../wire/models/precision/render-precisions.ts'),
      import('../../wire/suites.ts'),
      import('../../wire/label-maps.ts'),
    ])
  const precisions = precisionsNamed(flags.dtype ?? null)
  const progress = createProgress(io, false)
  const suite = await buildSuite(undefined, {
    model: [reference],
    corpus: flags.corpus ?? ['ncbi-disease'],
    ...(flags.split !== undefined && { split: flags.split }),
    ...(flags.window !== undefined && { window: flags.window }),
    ...(flags.overlap !== undefined && { overlap: flags.overlap }),
  })
  const comparison = await comparePrecisions({
    suite: { ...suite, name: 'precisions', latencyPassages: 0, sensitivityPassages: 1000 },
    precisions,
    out: flags.out ?? 'results/precisions',
    limit: flags.limit ?? null,
    labelMap: flags.labelMap === undefined ? null : await readLabelMap(flags.labelMap),
    adapter: flags.adapter ?? null,
    adapterMode: flags.adapterMode ?? null,
    device: null,
    threads: flags.threads ?? null,
    region: null,
    command: commandLine,
    onEvent: progress.show,
    onCell: progress.clear,
  }).finally(progress.clear)
  io.stdout(flags.json ? `${JSON.stringify(comparison, null, 2)}\n` : renderPrecisions(comparison, { width: 104 }))
}
