import { defineConfig } from 'vitest/config'
import { closingLine } from './test/closing-line.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: '100%', // tests wait for processes of theirs: a third less time on two cores than with a core left free
    reporters: ['default', closingLine],
    env: { TZ: 'UTC' },
  },
})
