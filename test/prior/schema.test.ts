import { describe, expect, test } from 'vitest'
import { BenchError } from '../../src/core/error.ts'
import { crossCorpusFile, openmedClaimsFile } from '../../src/prior/claims-schema.ts'
import { type PriorFiles, parsePriorBook } from '../../src/prior/schema.ts'
import { priorAsset, shippedPriors } from './asset.ts'

const files: PriorFiles = {
  sources: priorAsset('sources.json'),
  results: priorAsset('results.json'),
  corpora: priorAsset('corpora.json'),
}

interface Results {
  format: string
  protocols: Record<string, Record<string, unknown>>
  results: Record<string, unknown>[]
}

function withRow(change: (results: Results) => void): PriorFiles {
  const results = structuredClone(files.results) as Results
  change(results)
  return { ...files, results }
}

describe('the prior results that ship', () => {
  test('every file validates', () => {
    expect(shippedPriors().results).toHaveLength(113)
    expect(() => openmedClaimsFile.parse(priorAsset('openmed.json'))).not.toThrow()
    expect(() => crossCorpusFile.parse(priorAsset('cross-corpus.json'))).not.toThrow()
  })

  test('every row says where it was read, and every protocol says why it can or cannot be compared', () => {
    for (const { source, protocol } of shippedPriors().results) {
      expect(source.length).toBeGreaterThan(10)
      expect(protocol.why).toMatch(/\.$/)
    }
  })

  test('no corpus and system is listed twice with the same figure and source', () => {
    const keys = shippedPriors().results.map(({ corpus, system, f1Percent, source }) =>
      JSON.stringify([corpus, system, f1Percent, source]),
    )
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('every corpus of the claims has its figure in the results', () => {
    const claims = openmedClaimsFile.parse(priorAsset('openmed.json'))
    const figures = shippedPriors().results.filter(row => row.list === 'openmed')
    expect(figures.map(row => row.corpus)).toEqual(claims.table.map(row => row.corpus))
  })
})

describe('a file that is not right is refused with its place', () => {
  const cases: [string, PriorFiles, RegExp][] = [
    ['unknown format', withRow(results => Object.assign(results, { format: 'x' })), /results\.json.*format/s],
    ['a figure over 100', withRow(results => Object.assign(results.results[3]!, { f1Percent: 101 })), /results\[3\]/],
    ['an unknown field', withRow(results => Object.assign(results.results[0]!, { f1: 0.9 })), /"f1"/],
    [
      'an undefined protocol',
      withRow(results => Object.assign(results.results[2]!, { protocol: 'x' })),
      /results\[2\]: protocol "x" is not defined/,
    ],
    [
      'an undefined source',
      withRow(results => Object.assign(results.results[1]!, { source: '__proto__' })),
      /results\[1\]: source "__proto__" is not defined/,
    ],
    ['not an object', { ...files, sources: null }, /sources\.json/],
  ]
  test.each(cases)('%s', (_, changed, message) => {
    expect(() => parsePriorBook(changed)).toThrow(BenchError)
    expect(() => parsePriorBook(changed)).toThrow(message)
  })
})
