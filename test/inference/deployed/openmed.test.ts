import { describe, expect, test } from 'vitest'
import type { Span } from '../../../src/core/passage.ts'
import { finishAsOpenmed } from '../../../src/inference/deployed/openmed.ts'

const text = 'Found in gout. Ataxia-telangiectasia (___) was\nnot, 𝛽𝛽𝛽.'
const spanOf = (surface: string): Span => {
  const start = text.indexOf(surface)
  return { start, end: start + surface.length }
}
const finish = (surface: string, sentences: readonly Span[] | null = null) =>
  finishAsOpenmed([spanOf(surface)], sentences, text).map(({ start, end }) => text.slice(start, end))

describe('what openmed makes of an entity', () => {
  test.each<[string, string[]]>([
    [' gout', ['gout']],
    ['go', ['gout']],
    ['Ataxia-tel', ['Ataxia-telangiectasi']],
    ['Ata', ['Ataxia']],
    ['(', []],
    ['gout. Ataxia', ['gout. Ataxia']],
    ['was\nno', ['was', 'not']],
    ['(___) was', []],
    ['𝛽', ['𝛽𝛽𝛽']],
  ])('%j of a text that was read as a whole', (surface, parts) => {
    expect(finish(surface)).toEqual(parts)
  })

  test('grows by ten characters at most, each a code point', () => {
    const long = `a${'𝛽'.repeat(20)}`
    expect(finishAsOpenmed([{ start: 0, end: 1 }], null, long)).toEqual([{ start: 0, end: 21 }])
  })

  test('is cut between sentences, and dropped in one with a placeholder', () => {
    const sentences = [spanOf('Found in gout.'), spanOf('Ataxia-telangiectasia (___) was'), spanOf('not, 𝛽𝛽𝛽.')]
    expect(finish('in gout. Ataxia', sentences)).toEqual(['in gout.'])
    expect(finish('was\nnot', sentences)).toEqual(['not'])
  })
})
