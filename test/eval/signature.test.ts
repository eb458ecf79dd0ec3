import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Convention, type Decoding, schemes, subwordStrategies } from '../../src/core/convention.ts'
import { spanMatches } from '../../src/eval/conventions.ts'
import { conventionVersion, signatureOf } from '../../src/eval/signature.ts'

test('a convention in one line', () => {
  const convention: Convention = {
    unit: 'token',
    decoding: { matching: 'conlleval' },
    span: 'exact',
    subword: 'first',
    words: 'separate',
    window: { pieces: 256, overlap: 50 },
  }
  expect(signatureOf(convention)).toBe(
    'unit:token|decode:conlleval|span:exact|subword:first|words:separate|window:256/50|avg:micro|v:1',
  )
  expect(signatureOf({ ...convention, decoding: { matching: 'strict', scheme: 'IOB2' } })).toContain(
    'decode:strict-IOB2',
  )
  expect(conventionVersion).toBe(1)
})

test('what is not known is said to be unstated', () => {
  const convention = {
    unit: 'character',
    decoding: null,
    span: 'relaxed',
    subword: null,
    words: null,
    window: null,
  } as const
  expect(signatureOf(convention)).toBe(
    'unit:character|decode:spans|span:relaxed|subword:unstated|words:unstated|window:none|avg:micro|v:1',
  )
})

test('different conventions have different signatures', () => {
  const strict = fc.constantFrom(...schemes).map((scheme): Decoding => ({ matching: 'strict', scheme }))
  const size = fc.nat({ max: 9999 })
  const convention: fc.Arbitrary<Convention> = fc.record({
    unit: fc.constantFrom('token', 'character'),
    decoding: fc.oneof(fc.constant(null), fc.constant<Decoding>({ matching: 'conlleval' }), strict),
    span: fc.constantFrom(...spanMatches),
    subword: fc.constantFrom(null, ...subwordStrategies),
    words: fc.constantFrom(null, 'separate', 'joined'),
    window: fc.option(fc.record({ pieces: size, overlap: size })),
  })
  fc.assert(
    fc.property(convention, convention, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b)
      expect(signatureOf(a) === signatureOf(b)).toBe(same)
    }),
    { numRuns: 2000 },
  )
})
