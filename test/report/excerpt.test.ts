import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Passage, PassageId } from '../../src/core/passage.ts'
import type { Prediction } from '../../src/core/prediction.ts'
import { excerptOf, frequentErrors } from '../../src/report/excerpt.ts'

function pair(id: string, text: string, gold: readonly string[], predicted: readonly string[]) {
  const spanOf = (words: string) => ({
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
    type: 'Disease',
  })
  const passage = {
    id: id as PassageId,
    document: null,
    text,
    tokens: null,
    tags: null,
    mentions: gold.map(spanOf),
  } as Passage
  const mentions = predicted.map(words => ({ ...spanOf(words), score: null, margin: null }))
  return { passage, prediction: { id: passage.id, mentions, words: null } as Prediction }
}

describe('the most frequent errors', () => {
  test('the same words in any case count together; the first place stands for them', () => {
    const errors = frequentErrors([
      pair('1', 'a fever here', ['fever'], []),
      pair('2', 'Fever there', ['Fever'], []),
      pair('3', 'severe gout', ['severe gout'], ['gout']),
    ])
    expect(errors.map(({ error, times, passage, surface }) => [error.kind, times, passage.id, surface])).toEqual([
      ['missed', 2, '1', { gold: 'fever', predicted: null }],
      ['boundary', 1, '3', { gold: 'severe gout', predicted: 'gout' }],
    ])
  })

  test('what was found is no error', () => {
    expect(frequentErrors([pair('1', 'a fever', ['fever'], ['fever'])])).toEqual([])
  })
})

describe('an excerpt', () => {
  test('marks gold, predicted and the error itself', () => {
    const [error] = frequentErrors([
      pair('1', 'in severe gout with fever .', ['severe gout', 'fever'], ['gout', 'fever']),
    ])
    expect(excerptOf(error!)).toEqual({
      segments: [
        { text: 'in ', gold: false, predicted: false, error: false },
        { text: 'severe ', gold: true, predicted: false, error: true },
        { text: 'gout', gold: true, predicted: true, error: true },
        { text: ' with ', gold: false, predicted: false, error: false },
        { text: 'fever', gold: true, predicted: true, error: false },
        { text: ' .', gold: false, predicted: false, error: false },
      ],
      cutBefore: false,
      cutAfter: false,
    })
  })

  test('is cut between words and says so', () => {
    const text = `${'word '.repeat(60)}gout${' word'.repeat(60)}`
    const [error] = frequentErrors([pair('1', text, ['gout'], [])])
    const { segments, cutBefore, cutAfter } = excerptOf(error!)
    const shown = segments.map(segment => segment.text).join('')
    expect({ cutBefore, cutAfter }).toEqual({ cutBefore: true, cutAfter: true })
    expect(shown).toMatch(/^word .* word$/)
    expect(shown.length).toBeLessThan(150)
  })

  test('of any text: segments join to a piece of it that holds the error and splits no surrogate pair', () => {
    const words = fc.array(fc.constantFrom('a', '𝛽𝛽𝛽', 'lymphoma', 'x'.repeat(90), '病気', '(', '-'), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(words, words, (before, after) => {
        const text = [...before, 'TARGET', ...after].join(' ')
        const [error] = frequentErrors([pair('1', text, ['TARGET'], [])])
        const shown = excerptOf(error!)
          .segments.map(segment => segment.text)
          .join('')
        expect(text.includes(shown) && shown.includes('TARGET')).toBe(true)
        expect(shown.isWellFormed()).toBe(true)
      }),
    )
  })
})
