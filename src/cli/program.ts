import { Command, CommanderError } from 'commander'
import { BenchError } from '../core/error.ts'
import type { CommandContext } from './context.ts'
import { addDatasetsCommand } from './datasets/datasets.ts'
import { addDemoCommand } from './demo.ts'
import { addDoctorCommand } from './doctor.ts'
import type { ExitCode, Io } from './io.ts'
import { addModelsCommand } from './models/models.ts'
import { addReportCommand } from './report.ts'
import { addRunCommand } from './run.ts'
import { addScoreCommand } from './score.ts'

/** Runs one command line. Never throws for what a user did; a bug of ours is rethrown with its stack. */
export async function main(argv: readonly string[], io: Io, version: string): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  const context: CommandContext = {
    io,
    commandLine: ['bioner-bench', ...argv.map(quoteArgument)].join(' '),
    finish: code => {
      exitCode = code
    },
  }
  try {
    await buildProgram(context, version).parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof BenchError)) throw error
    io.stderr(`bioner-bench: ${error.message}\n`)
    return error.code === 'INFERENCE' ? 1 : 2
  }
}

function buildProgram(context: CommandContext, version: string): Command {
  const program = new Command('bioner-bench')
    .description('How good, how fast and how costly a biomedical named-entity tagger really is.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: text => context.io.stdout(text),
      writeErr: text => context.io.stderr(text),
      getOutHasColors: () => context.io.colours,
    })
    .showHelpAfterError('(--help shows usage and examples)')
    .showSuggestionAfterError(true)
  addDemoCommand(program, context)
  addRunCommand(program, context)
  addScoreCommand(program, context)
  addReportCommand(program, context)
  addDatasetsCommand(program, context)
  addDoctorCommand(program, context)
  addModelsCommand(program, context)
  return program
}

/** As a shell would need it to be typed again. */
function quoteArgument(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`
}
