import type { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { createProgress } from '../progress.ts'

/** `models inspect`: what is in a checkpoint, and where it could be run. */
export function addInspectCommand(models: Command, { io }: CommandContext): void {
  models
    .command('inspect')
    .summary('what a checkpoint is, its limits and licence, and the corpora it fits')
    .description(
      'Opens a checkpoint and prints architecture, parameters, precision, labels, limits, checksums and licence, then the registered\n' +
        'corpora that ask for something it finds, with the --label-map to add where run would not know what its labels mean.',
    )
    .argument('<ref>', 'as run --model takes it: embedded:NAME, hf:OWNER/NAME, a folder, an .onnx file')
    .option(
      '--dtype <name>',
      'fp32 | fp16 | int8 | q8 | q4 …: the ONNX file of that name, or a graph built of the tensors',
    )
    .option('--json', 'print bioner-bench/model@1 instead, with every variant of the corpora', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench models inspect embedded:minilm-l6-cdr-ncbi\n  bioner-bench models inspect hf:OpenMed/OpenMed-NER-DiseaseDetect-TinyMed-65M\n' +
        '  bioner-bench models inspect ./my-onnx-export --dtype int8\n' +
        '  bioner-bench models inspect ./my-model --json | jq -r ".fits[] | select(.default) | .corpus"',
    )
    .action(async (reference: string, flags: { dtype?: string; json: boolean }) => {
      const [{ inspectModel }, { renderInspection }] = await Promise.all([
        import('../../wire/models/inspect.ts'),
        import('../../wire/models/render-inspection.ts'),
      ])
      const progress = createProgress(io, false)
      const inspection = await inspectModel(reference, {
        dtype: flags.dtype ?? null,
        threads: null,
        onEvent: progress.show,
      }).finally(progress.clear)
      io.stdout(
        flags.json
          ? `${JSON.stringify(inspection, null, 2)}\n`
          : renderInspection(inspection, { colours: io.colours, width: 110 }),
      )
    })
}
