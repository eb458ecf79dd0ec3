import type { Command } from 'commander'
import type { Operators } from '../../core/tagger.ts'
import { adapterModeOption } from '../adapter-mode.ts'
import { choiceOption } from '../choice.ts'
import type { CommandContext } from '../context.ts'
import { operatorsOption } from '../operators.ts'
import { positiveNumber } from '../option-values.ts'

interface VerifyFlags {
  readonly against?: string
  readonly adapter?: string
  readonly adapterMode?: string
  readonly device?: string
  readonly operators?: Operators
  readonly dtype?: string
  readonly threads?: number
  readonly json: boolean
}

/** `models verify`: does a model give the logits that it should? */
export function addVerifyCommand(models: Command, { io, finish }: CommandContext): void {
  models
    .command('verify')
    .summary('compare the logits of a model with those of a reference file')
    .description(
      'Runs the inputs of a reference file through a model and prints the largest absolute difference of a logit, case by case.\n' +
        'The file has inputs (input_ids, attention_mask, perhaps token_type_ids), their logits (null: not compared) and the\n' +
        'tolerance; or, for several precisions, logits and tolerance under precisions.fp32, precisions.fp16 and so on.',
    )
    .argument('<dir>', 'a model folder, or an .onnx file')
    .option('--against <file>', 'the reference file; expected.json in the folder unless given')
    .option('--adapter <dir>', 'a LoRA adapter to lay over the model')
    .addOption(adapterModeOption())
    .addOption(choiceOption('--dtype <name>', 'which precision of the model and of the file', ['fp32', 'fp16', 'int8']))
    .option('--device <name>', 'cpu | webgpu | cuda[:N] | tensorrt | coreml | dml | auto')
    .addOption(operatorsOption())
    .option('--threads <n>', 'threads of the session (all cores unless given)', positiveNumber)
    .option('--json', 'print bioner-bench/verify@1 instead', false)
    .addHelpText(
      'after',
      '\nExit code 1 where a difference is beyond the tolerance, 2 where model or file cannot be read.\n\nExamples:\n' +
        '  bioner-bench models verify ./my-model\n  bioner-bench models verify ./my-onnx-export --dtype int8 --against expected.json\n' +
        '  bioner-bench models verify ./base --adapter ./adapter --against expected.json\n  bioner-bench models verify ./my-model --json | jq .maxAbsDiff',
    )
    .action(async (path: string, flags: VerifyFlags) => {
      const [{ verifyModel }, { renderVerification }] = await Promise.all([
        import('../../wire/models/verify.ts'),
        import('../../wire/models/render-verification.ts'),
      ])
      const verification = await verifyModel(path, {
        dtype: flags.dtype ?? null,
        against: flags.against ?? null,
        adapter: flags.adapter ?? null,
        adapterMode: flags.adapterMode ?? null,
        device: flags.device ?? null,
        operators: flags.operators ?? null,
        threads: flags.threads ?? null,
      })
      io.stdout(
        flags.json
          ? `${JSON.stringify(verification, null, 2)}\n`
          : renderVerification(verification, { colours: io.colours, width: 104 }),
      )
      if (!verification.ok) finish(1)
    })
}
