import type { Command } from 'commander'
import type { CommandContext } from './context.ts'

/** `doctor`: what this machine can do. */
export function addDoctorCommand(program: Command, { io, finish }: CommandContext): void {
  program
    .command('doctor')
    .summary('what this machine can do: devices, meters, corpora, cache, disk; with remedies')
    .description(
      'Looks at all that a run depends on, and says what is missing and what to do. Every device is tried with a model, in a process of\n' +
        'its own. Opens no connection, changes nothing.',
    )
    .option('--json', 'print bioner-bench/doctor@1 instead', false)
    .addHelpText(
      'after',
      '\nExit code 1 where something that was set does not work; what is only missing is no failure.\n\nExamples:\n  bioner-bench doctor\n  bioner-bench doctor --json | jq ".findings[] | select(.state != \\"ok\\")"',
    )
    .action(async (flags: { json: boolean }) => {
      const [{ examine }, { renderFindings }] = await Promise.all([
        import('../wire/doctor/doctor.ts'),
        import('../wire/doctor/render-findings.ts'),
      ])
      const findings = await examine(io.env)
      io.stdout(
        flags.json
          ? `${JSON.stringify({ format: 'bioner-bench/doctor@1', findings }, null, 2)}\n`
          : renderFindings(findings, { colours: io.colours, width: 100 }),
      )
      if (findings.some(finding => finding.state === 'problem')) finish(1)
    })
}
