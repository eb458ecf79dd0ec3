import { expect, test } from 'vitest'
import type { Mention, Passage, PassageId } from '../../src/core/passage.ts'
import { surfacesOf } from '../../src/core/text/surface.ts'
import { conceptNoveltyOf, conceptsOf } from '../../src/eval/concept-novelty.ts'

function passage(text: string, type: string, concepts?: readonly string[]): Passage {
  const mention: Mention = { start: 0, end: text.length, type, ...(concepts && { concepts }) }
  return { id: text as PassageId, document: null, text, tokens: null, tags: null, mentions: [mention] }
}

const training = [
  passage('breast cancer', 'Disease', ['D001943']),
  passage('Aspirin', 'Chemical', ['D001241', 'C1']),
  passage('some cancer', 'Disease'),
]
const known = { surfaces: surfacesOf(training), concepts: conceptsOf(training) }

function outcome(text: string, type: string, concepts: readonly string[] | undefined, found: boolean) {
  return { text, mention: { start: 0, end: text.length, type, ...(concepts && { concepts }) }, found }
}

test('each gold mention with a concept is in one stratum, the others are counted', () => {
  const outcomes = [
    outcome('Breast  Cancer', 'Disease', ['D001943'], true),
    outcome('some cancer', 'Disease', ['D009369'], false), // a known name of a concept that was not told in training
    outcome('mammary carcinoma', 'Disease', ['D001943'], true),
    outcome('acetylsalicylic acid', 'Chemical', ['X', 'C1'], false), // one of its concepts is enough
    outcome('aspirin', 'Disease', ['D009999'], false), // known with another type only
    outcome('glioma', 'Disease', ['D005910'], true),
    outcome('breast cancer', 'Disease', undefined, true),
    outcome('breast cancer', 'Disease', [], true),
  ]
  expect(conceptNoveltyOf(outcomes, known)).toEqual({
    strata: [
      { stratum: 'memorisation', mentions: 2, found: 1 },
      { stratum: 'synonym', mentions: 2, found: 1 },
      { stratum: 'concept', mentions: 2, found: 1 },
    ],
    withoutConcept: 2,
  })
})

test('without concepts on either side there is nothing to tell', () => {
  expect(conceptNoveltyOf([outcome('breast cancer', 'Disease', undefined, true)], known)).toBeNull()
  const unlinked = { ...known, concepts: new Set<string>() }
  expect(conceptNoveltyOf([outcome('breast cancer', 'Disease', ['D001943'], true)], unlinked)).toBeNull()
})
