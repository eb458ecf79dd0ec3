import type { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { addExportCommand } from './export.ts'
import { addInspectCommand } from './inspect.ts'
import { addListCommand } from './list.ts'
import { addQuantizeCommand } from './quantize.ts'
import { addVerifyCommand } from './verify.ts'

/** `models`: everything about taggers that needs no corpus. */
export function addModelsCommand(program: Command, context: CommandContext): void {
  const models = program
    .command('models')
    .summary('taggers: list, inspect, verify, export, quantize')
    .description('The taggers: which there are, what is in one, and whether it gives the numbers that it should.')
  addListCommand(models, context)
  addInspectCommand(models, context)
  addExportCommand(models, context)
  addQuantizeCommand(models, context)
  addVerifyCommand(models, context)
}
