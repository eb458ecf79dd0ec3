import type { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { addInspectCommand } from './inspect.ts'
import { addListCommand } from './list.ts'
import { addVerifyCommand } from './verify.ts'

/** `models`: everything about taggers that needs no corpus. */
export function addModelsCommand(program: Command, context: CommandContext): void {
  const models = program
    .command('models')
    .summary('taggers: list, inspect, verify')
    .description('The taggers: which there are, what is in one, and whether it gives the numbers that it should.')
  addListCommand(models, context)
  addInspectCommand(models, context)
  addVerifyCommand(models, context)
}
