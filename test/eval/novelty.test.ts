import { expect, test } from 'vitest'
import type { Mention, Passage, PassageId } from '../../src/core/passage.ts'
import { surfacesOf } from '../../src/core/text/surface.ts'
import { noveltyOf } from '../../src/eval/novelty.ts'

function passage(text: string, mentions: readonly Mention[]): Passage {
  return { id: 'p' as PassageId, document: null, text, tokens: null, tags: null, mentions }
}

const training = surfacesOf([
  passage('T-cell lymphoma and Aspirin', [
    { type: 'Disease', start: 0, end: 15 },
    { type: 'Chemical', start: 20, end: 27 },
  ]),
  passage('aspirin', [{ type: '__proto__', start: 0, end: 7 }]),
  passage('breast and ovarian cancer', [
    {
      type: 'Disease',
      start: 0,
      end: 25,
      parts: [
        { start: 0, end: 6 },
        { start: 19, end: 25 },
      ],
    },
  ]),
])

test('surface forms of a training split, with their types', () => {
  expect(training).toEqual(
    new Map([
      ['t-celllymphoma', new Set(['Disease'])],
      ['aspirin', new Set(['Chemical', '__proto__'])],
      ['breastcancer', new Set(['Disease'])],
    ]),
  )
})

test('each gold mention is in one stratum', () => {
  const outcomes = [
    { surface: 'T - cell lymphoma', type: 'Disease', found: true },
    { surface: 'T-cell Lymphoma', type: 'Disease', found: false },
    { surface: 'ASPIRIN', type: 'Disease', found: true },
    { surface: 'glioma', type: 'Disease', found: false },
    { surface: 'constructor', type: 'Disease', found: true },
  ]
  expect(noveltyOf(outcomes, training)).toEqual([
    { stratum: 'seen-same-type', mentions: 2, found: 1 },
    { stratum: 'seen-other-type', mentions: 1, found: 1 },
    { stratum: 'unseen', mentions: 2, found: 1 },
  ])
})

test('without mentions the strata are empty, not missing', () => {
  expect(noveltyOf([], training).map(counts => counts.mentions)).toEqual([0, 0, 0])
})
