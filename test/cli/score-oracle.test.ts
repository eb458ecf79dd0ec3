import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { sharedPath, whenShared } from '../shared.ts'
import { runScore } from './score-command.ts'

interface Average {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}
interface Expected {
  readonly types: Record<string, Average & { tp: number; fp: number; fn: number; support: number }>
  readonly micro: Average & { tp: number; fp: number; fn: number }
  readonly macro: Average
  readonly weighted: Average
}

for (const corpus of ['ncbi-disease', 'bc5cdr', 'jnlpba']) {
  for (const level of ['low', 'high']) {
    const name = `${corpus}.${level}.tsv.gz`
    whenShared(`${name}: the scores are those of Python seqeval`, async () => {
      const expected = JSON.parse(readFileSync(sharedPath('oracles', 'scoring', 'real', 'expected.json'), 'utf8'))[name]
      const { stdout, stderr } = await runScore([sharedPath('oracles', 'scoring', 'real', name), '--json'])
      expect(stderr).toBe('')
      const { scores } = JSON.parse(stdout)
      expectSame(scores[0], expected.lenient)
      expectSame(scores[1], expected.strict.IOB2)
    })
  }
}

function expectSame(found: Expected, expected: Expected): void {
  expect(Object.keys(found.types)).toEqual(Object.keys(expected.types))
  for (const [type, counts] of Object.entries(expected.types)) expectRow(found.types[type], counts)
  for (const average of ['micro', 'macro', 'weighted'] as const) expectRow(found[average], expected[average])
}

/** seqeval writes 0 where a ratio is 0/0, and rounds F1 at another place. */
function expectRow(found: object | undefined, expected: object): void {
  const row = new Map(Object.entries(found ?? {}))
  for (const [name, value] of Object.entries(expected)) {
    if (row.has(name)) expect(row.get(name) ?? 0, name).toBeCloseTo(value, 12)
  }
}
