import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line, `N passed, N failed[, N skipped]`, that any script can read. */
export const closingLine: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const states = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    for (const module of modules) countStates(module, states)
    const skipped = states.skipped + states.pending
    process.stdout.write(
      `\n${states.passed} passed, ${states.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    )
  },
}

function countStates(module: TestModule, states: Record<'passed' | 'failed' | 'skipped' | 'pending', number>): void {
  if (module.state() === 'failed' && module.errors().length > 0) states.failed += 1
  for (const test of module.children.allTests()) states[test.result().state] += 1
}
