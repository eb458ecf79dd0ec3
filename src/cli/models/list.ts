import type { Command } from 'commander'
import type { CommandContext } from '../context.ts'

/** `models list`: which taggers there are, and what is known of them. */
export function addListCommand(models: Command, { io }: CommandContext): void {
  models
    .command('list')
    .summary('the taggers of the package, the OpenMed families, and baselines')
    .description(
      'What can be run, with references as run --model takes them: what is in the package, and the OpenMed checkpoints by family,\n' +
        'with sizes and the best figure that is on record. Every figure is that of others and names its source.',
    )
    .argument('[family...]', 'a family, or the corpus it is for: each of its models')
    .option('--json', 'print bioner-bench/model-list@1 instead', false)
    .addHelpText(
      'after',
      '\nExamples:\n  bioner-bench models list\n  bioner-bench models list DiseaseDetect\n  bioner-bench models list jnlpba\n' +
        '  bioner-bench models list --json | jq -r ".families[].models[].reference"',
    )
    .action(async (names: string[], flags: { json: boolean }) => {
      const [{ listModels }, { renderModelList }] = await Promise.all([
        import('../../wire/models/list.ts'),
        import('../../wire/models/render-list.ts'),
      ])
      const list = await listModels(names)
      const details = names.length > 0
      io.stdout(
        flags.json
          ? `${JSON.stringify(list, null, 2)}\n`
          : renderModelList(list, { colours: io.colours, width: 110, details }),
      )
    })
}
