import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SpanMatch } from '../../src/core/convention.ts'
import { countSpans, type TypedSpan } from '../../src/eval/span-match.ts'
import { createTypeTally } from '../../src/eval/type-tally.ts'
import { sharedPath, whenShared } from '../shared.ts'

type Triple = readonly [type: string, start: number, end: number]
interface Short {
  readonly tp: number
  readonly fp: number
  readonly fn: number
}
interface Schema {
  readonly correct: number
  readonly possible: number
  readonly actual: number
}
interface Case {
  readonly id: string
  readonly docs: readonly { readonly gold: readonly Triple[]; readonly pred: readonly Triple[] }[]
  readonly exactMatch: { readonly overall: Short; readonly types: Readonly<Record<string, Short>> }
  readonly contested: boolean
  readonly nervaluate: { readonly overall: Readonly<Record<'strict' | 'exact' | 'ent_type', Schema>> }
}

function readCases(path: string): Case[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Case)
}

function spansOf(triples: readonly Triple[]): TypedSpan[] {
  return triples.map(([type, start, end]) => ({ type, start, end }))
}

function count({ docs }: Case, match: SpanMatch): { overall: Short; types: Record<string, Short> } {
  const tally = createTypeTally()
  for (const { gold, pred } of docs) {
    for (const { type, ...counts } of countSpans(spansOf(gold), spansOf(pred), match)) tally.add(type, counts)
  }
  const rows = tally.types().map(row => {
    const short: Short = { tp: row.truePositives, fp: row.falsePositives, fn: row.falseNegatives }
    return [row.type, short] as const
  })
  const sum = (pick: (row: Short) => number) => rows.reduce((total, [, row]) => total + pick(row), 0)
  return {
    overall: { tp: sum(row => row.tp), fp: sum(row => row.fp), fn: sum(row => row.fn) },
    types: Object.fromEntries(rows),
  }
}

describe('exact matches of spans', () => {
  const cases = readCases(join(import.meta.dirname, '../fixtures/eval/spans.jsonl'))

  test('42 cases of an independent counter', () => {
    expect(cases).toHaveLength(42)
    for (const one of cases) expect({ id: one.id, ...count(one, 'exact') }).toEqual({ id: one.id, ...one.exactMatch })
  })

  whenShared('all 351 cases of it', () => {
    const all = readCases(sharedPath('oracles', 'scoring', 'spans.jsonl'))
    expect(all).toHaveLength(351)
    for (const one of all) expect({ id: one.id, ...count(one, 'exact') }).toEqual({ id: one.id, ...one.exactMatch })
  })

  whenShared('nervaluate agrees in the 274 uncontested cases: strict, exact and ent_type are our three ways', () => {
    const uncontested = readCases(sharedPath('oracles', 'scoring', 'spans.jsonl')).filter(one => !one.contested)
    expect(uncontested).toHaveLength(274)
    for (const one of uncontested) {
      const { strict, exact, ent_type } = one.nervaluate.overall
      expect({ id: one.id, ...count(one, 'exact').overall }).toEqual({ id: one.id, ...shortOf(strict) })
      expect({ id: one.id, ...count(one, 'span-only').overall }).toEqual({ id: one.id, ...shortOf(exact) })
      expect({ id: one.id, ...count(one, 'relaxed').overall }).toEqual({ id: one.id, ...shortOf(ent_type) })
    }
  })
})

function shortOf({ correct, possible, actual }: Schema): Short {
  return { tp: correct, fp: actual - correct, fn: possible - correct }
}
