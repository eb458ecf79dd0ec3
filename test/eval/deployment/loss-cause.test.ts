import { describe, expect, test } from 'vitest'
import type { LossCause } from '../../../src/core/deployment/comparison.ts'
import { findWords } from '../../../src/core/text/find-words.ts'
import { type DeployedView, lossCauseOf } from '../../../src/eval/deployment/loss-cause.ts'

const text = 'Wilson disease and breast cancer in mice.'
const disease = (surface: string, type = 'Disease') => {
  const start = text.indexOf(surface)
  return { start, end: start + surface.length, type }
}
const wilson = disease('Wilson disease')

function causeOf(view: Partial<DeployedView>): LossCause {
  return lossCauseOf(wilson, {
    ...{ text, words: findWords(text), gold: [wilson, disease('breast cancer')], entities: [], unread: [], cuts: [] },
    ...view,
  })
}

describe('why a gold mention is lost', () => {
  test.each<[LossCause, Partial<DeployedView>]>([
    ['truncated', { unread: [{ start: 7, end: text.length }], entities: [disease('Wilson')] }],
    ['sentence-cut', { cuts: [7], entities: [disease('Wilson'), disease('disease')] }],
    ['white-space', { entities: [disease('Wilson disease ')] }],
    ['other-type', { entities: [disease('Wilson disease', 'Chemical')] }],
    ['other-type', { entities: [disease('Wilson', 'Chemical')] }],
    ['joined', { entities: [disease('Wilson disease and breast cancer')] }],
    ['inside-word', { entities: [disease('Wil'), disease('son disease')] }],
    ['boundary', { entities: [disease('Wilson disease and')] }],
    ['boundary', { entities: [disease('disease'), disease('Wilson', 'Chemical')] }],
    ['not-found', { entities: [disease('breast cancer')], cuts: [19], unread: [{ start: 36, end: 40 }] }],
  ])('%s', (cause, view) => {
    expect(causeOf(view)).toBe(cause)
  })

  test('a mention nested in the lost one is no neighbour', () => {
    expect(causeOf({ gold: [wilson, disease('disease')], entities: [disease('Wilson disease and')] })).toBe('boundary')
  })

  test('white space at an end hides no other cause', () => {
    expect(causeOf({ entities: [disease('disease and ')] })).toBe('boundary')
    expect(causeOf({ entities: [disease('son disease ')] })).toBe('inside-word')
  })
})
