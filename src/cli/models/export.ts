import type { Command } from 'commander'
import { adapterModeOption } from '../adapter-mode.ts'
import type { CommandContext } from '../context.ts'
import { createProgress } from '../progress.ts'

export interface ExportFlags {
  readonly out: string
  readonly dtype: string
  readonly adapter?: string
  readonly adapterMode?: string
  readonly force: boolean
  readonly json: boolean
}

/** `models export`: an ONNX file of a checkpoint, without Python. */
export function addExportCommand(models: Command, context: CommandContext): void {
  models
    .command('export')
    .summary('write a checkpoint as an ONNX export, without Python')
    .description(
      'Writes model.onnx (or model_fp16.onnx …) with labels, configuration and tokenizer into a folder, reads it back, and\n' +
        'compares a row of logits. The folder runs here, in transformers.js and in any onnxruntime.',
    )
    .argument('<ref>', 'hf:OWNER/NAME[@REVISION], or a folder with model.safetensors or pytorch_model.bin')
    .requiredOption('--out <dir>', 'where the export goes; several precisions may share a folder')
    .option('--dtype <name>', 'fp32 | fp16; whole numbers: see models quantize', 'fp32')
    .option('--adapter <dir>', 'a LoRA adapter to lay over the checkpoint')
    .addOption(adapterModeOption())
    .option('--force', 'write over a graph of the same name', false)
    .option('--json', 'print bioner-bench/export@1 instead', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench models export ./my-checkpoint --out ./my-export\n' +
        '  bioner-bench models export hf:OWNER/NAME --out ./my-export --dtype fp16\n' +
        '  bioner-bench models export ./base --adapter ./adapter --out ./merged && bioner-bench models verify ./merged --against expected.json',
    )
    .action((reference: string, flags: ExportFlags) => exportAndShow(context, reference, flags))
}

/** Writes an export and says what was written; shared with `models quantize`. */
export async function exportAndShow({ io }: CommandContext, reference: string, flags: ExportFlags): Promise<void> {
  const [{ exportCheckpoint }, { renderExport }] = await Promise.all([
    import('../../wire/models/precision/export.ts'),
    import('../../wire/models/precision/render-export.ts'),
  ])
  const progress = createProgress(io, false)
  const { out, dtype, force } = flags
  const written = await exportCheckpoint(reference, {
    ...{ out, dtype, force, onEvent: progress.show },
    adapter: flags.adapter ?? null,
    adapterMode: flags.adapterMode ?? null,
  }).finally(progress.clear)
  io.stdout(flags.json ? `${JSON.stringify(written, null, 2)}\n` : renderExport(written, { width: 104 }))
}
