import { expect, test } from 'vitest'
import type { Convention } from '../../src/core/convention.ts'
import {
  allTokenConventions,
  characterConventions,
  rankingConvention,
  tokenConventions,
  unstatedReading,
} from '../../src/eval/conventions.ts'
import { signatureOf } from '../../src/eval/signature.ts'

const reading = { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } } as const

function shortNames(conventions: readonly Convention[]): string[] {
  return conventions.map(convention => signatureOf(convention).split('|').slice(1, 3).join(' '))
}

test('conlleval ranks unless another decoding is named; the reading is part of it', () => {
  expect(rankingConvention(reading)).toEqual({
    unit: 'token',
    decoding: { matching: 'conlleval' },
    span: 'exact',
    ...reading,
  })
  expect(rankingConvention(reading, { matching: 'strict', scheme: 'BILOU' }).decoding).toEqual({
    matching: 'strict',
    scheme: 'BILOU',
  })
})

test('unless said otherwise both meanings of strict stand side by side', () => {
  expect(shortNames(tokenConventions(reading))).toEqual([
    'decode:conlleval span:exact',
    'decode:strict-IOB2 span:exact',
  ])
})

test('all conventions: every decoding that knows the tags, exact first', () => {
  const iob = [['B-X', 'I-X', 'O'], ['O']]
  expect(shortNames(allTokenConventions(unstatedReading, iob))).toEqual(
    ['exact', 'relaxed', 'span-only'].flatMap(span =>
      ['conlleval', 'strict-IOB2', 'strict-IOB1', 'strict-IOBES', 'strict-BILOU'].map(
        decoding => `decode:${decoding} span:${span}`,
      ),
    ),
  )
})

test('a scheme that lacks a mark is left out', () => {
  const named = (tags: string[]) => shortNames(allTokenConventions(unstatedReading, [tags]).slice(0, -1)).join()
  expect(named(['S-X', 'O'])).not.toMatch(/IOB1|IOB2|IOE|BILOU/)
  expect(named(['S-X', 'O'])).toMatch(/conlleval.*IOBES/)
  expect(named(['U-X', 'O'])).toMatch(/^decode:strict-BILOU span:exact/)
  expect(named(['O'])).toMatch(/IOE1.*IOE2.*IOBES.*BILOU/)
})

test('spans of characters need no decoding', () => {
  expect(shortNames(characterConventions(reading))).toEqual([
    'decode:spans span:exact',
    'decode:spans span:relaxed',
    'decode:spans span:span-only',
  ])
})
