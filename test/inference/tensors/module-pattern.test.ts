import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AdapterConfig } from '../../../src/inference/checkpoint/adapter/adapter-config.ts'
import { createScaling } from '../../../src/inference/checkpoint/adapter/lora-scaling.ts'
import { parsePattern } from '../../../src/inference/checkpoint/adapter/module-pattern.ts'
import { compilePattern, matchesWhole } from '../../../src/inference/checkpoint/adapter/pattern-program.ts'

function matches(pattern: string, text: string): boolean {
  const inOne = compilePattern({ kind: 'all', parts: [parsePattern(pattern)] })
  return matchesWhole(inOne, text, () => undefined)
}

const config: AdapterConfig = {
  path: 'adapter_config.json',
  baseModel: null,
  rank: 8,
  alpha: 16,
  rankStabilised: false,
  rankPattern: new Map(),
  alphaPattern: new Map(),
  replaced: [],
}

/** Patterns of everything that is understood, over an alphabet so small that many texts match. */
const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '\\.',
  '[ab]',
  '[^a]',
  '[a-b]',
  '\\w',
  '\\d',
  '\\W',
  '1',
  '(?:ab|b)',
  '(a|)',
  '^',
  '$',
)
const quantified = fc
  .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?', '+?'))
  .map(([one, quantifier]) => (one === '^' || one === '$' ? one : one + quantifier))
const sequence = fc.array(quantified, { maxLength: 5 }).map(parts => parts.join(''))
const pattern = fc.oneof(
  sequence,
  fc.tuple(sequence, sequence, sequence).map(([a, b, c]) => `${a}(${b}|${c})*`),
  fc.tuple(sequence, sequence).map(([a, b]) => `${a}|${b}`),
)

describe('patterns of modules', () => {
  test('match as regular expressions do', () => {
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', '.', '1'), maxLength: 8 }), (source, text) => {
        expect(matches(source, text), `${source} on ${text}`).toBe(new RegExp(`^(?:${source})$`).test(text))
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['(a', 'a group is not closed'],
    ['a)', 'a bracket closes'],
    ['[a', 'a class is not closed'],
    ['*a', '* has nothing to repeat'],
    ['a**', 'a quantifier follows a quantifier'],
    ['a*+', 'a quantifier follows a quantifier'],
    ['a{3,2}', 'the wrong way round'],
    ['[b-a]', 'the wrong way round'],
    ['(?=a)', 'only (?: is understood'],
    ['(?P<x>a)', 'only (?: is understood'],
    ['(a)\\1', '\\1 is not understood'],
    ['\\b', '\\b is not understood'],
    ['a\\', 'is not understood'],
    ['a'.repeat(501), 'longer than 500'],
    ['((a{99}){99}){99}', 'repetitions are too many'],
    ['(((){999}){999}){999}', 'repetitions are too many'],
  ])('%s is refused', (source, why) => {
    expect(() => compilePattern(parsePattern(source))).toThrow(why)
    expect(() => compilePattern(parsePattern(source))).toThrow(SyntaxError)
  })

  test('those that make a matcher with memory of its way hang take a few thousand turns', () => {
    const module = `${'a'.repeat(300)}!`
    for (const source of ['(a+)+', '(a|a)*', '(a*)*b', '(.*)*x', `${'.*'.repeat(200)}y`, '(a|aa)+$', '((a{1,9})*)*']) {
      let turns = 0
      const program = compilePattern(parsePattern(source))
      expect(
        matchesWhole(program, module, spent => (turns += spent)),
        source,
      ).toBe(false)
      expect(turns).toBeLessThanOrEqual((module.length + 1) * (program.length + 1))
    }
  })

  test.each([
    ['value', 'bert.encoder.layer.0.attention.self.value', true],
    ['value', 'value', true],
    ['value', 'bert.myvalue', false],
    ['layer.0.attention.self.value', 'bert.encoder.layer.0.attention.self.value', true],
    ['layer\\.[01]\\..*', 'bert.encoder.layer.1.attention.self.value', true],
    ['^bert.*value', 'bert.encoder.layer.1.attention.self.value', true],
    ['^encoder.*value', 'bert.encoder.layer.1.attention.self.value', false],
    ['query|value', 'bert.value', true],
    ['query|value', 'bert.query.value.x', false],
  ])('%s and %s: %s', (source, module, is) => {
    const scaling = createScaling({ ...config, rankPattern: new Map([[source, 4]]) })(module)
    expect(scaling).toEqual(is ? { rank: 4, factor: 4 } : { rank: 8, factor: 2 })
  })

  test('of several that match the first one counts', () => {
    const scaling = createScaling({
      ...config,
      alphaPattern: new Map([
        ['v.*', 8],
        ['value', 80],
      ]),
    })
    expect(scaling('bert.value').factor).toBe(1)
  })

  test('many patterns on long names are refused in the end', () => {
    const rankPattern = new Map(Array.from({ length: 200 }, (_, i) => [`${'.*'.repeat(200)}${i}`, 4]))
    const scalingOf = createScaling({ ...config, rankPattern })
    expect(() => scalingOf('a'.repeat(100_000))).toThrow('take too long to match')
    const large = new Map(Array.from({ length: 2000 }, (_, i) => [`.{1500}${i}`, 4]))
    expect(() => createScaling({ ...config, rankPattern: large })).toThrow('take too long to match')
  })
})
