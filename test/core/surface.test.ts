import { expect, test } from 'vitest'
import { normalisedSurfaceOf, normaliseSurface } from '../../src/core/text/surface.ts'

test('tokenisation, line breaks and capitals do not make a name new', () => {
  expect(normaliseSurface('T - cell\n Lymphoma')).toBe(normaliseSurface('t-cell lymphoma'))
  expect(normaliseSurface('a\u00a0b\u2009c')).toBe('abc')
  expect(normaliseSurface('病気')).toBe('病気')
})

test('a discontinuous mention reads as its parts', () => {
  const parts = [
    { start: 0, end: 6 },
    { start: 19, end: 25 },
  ]
  expect(normalisedSurfaceOf('Breast and ovarian cancer', { type: 'Disease', start: 0, end: 25, parts })).toBe(
    'breastcancer',
  )
})
