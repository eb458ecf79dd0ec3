import { describe, expect, test } from 'vitest'
import { type Decoding, type Scheme, schemes } from '../../src/core/convention.ts'
import type { Mention } from '../../src/core/passage.ts'
import { addBalances, checkBalance, noBalance, spanBalance, taggedBalance } from '../../src/eval/gold-balance.ts'
import { alphabetOf } from '../../src/tags/alphabet.ts'
import { decode } from '../../src/tags/decode.ts'

function balanceOf(tags: string, decoding: Decoding) {
  const sentence = tags.split(' ')
  const { gold, scored, illFormed } = taggedBalance(sentence, decoding, decode(sentence, decoding))
  return { gold, scored, illFormed }
}

function strict(scheme: Scheme): Decoding {
  return { matching: 'strict', scheme }
}

describe('gold tags', () => {
  test('conlleval reads everything', () => {
    expect(balanceOf('I-X O B-X I-Y', { matching: 'conlleval' })).toEqual({ gold: 3, scored: 3, illFormed: 0 })
  })

  test('what strict decoding drops is counted as ill-formed', () => {
    expect(balanceOf('I-X O B-X I-Y', strict('IOB2'))).toEqual({ gold: 3, scored: 1, illFormed: 2 })
    expect(balanceOf('B-X E-X B-X I-X O S-X', strict('IOBES'))).toEqual({ gold: 3, scored: 2, illFormed: 1 })
  })

  test('BILOU gold is read by its own marks', () => {
    expect(balanceOf('B-X L-X B-X L-X U-X U-X', strict('BILOU'))).toEqual({ gold: 4, scored: 4, illFormed: 0 })
    expect(balanceOf('B-X L-X B-X O L-X', strict('BILOU'))).toEqual({ gold: 3, scored: 1, illFormed: 2 })
  })

  test('a mention that strict IOB1 reads shortened is read', () => {
    expect(decode(['O', 'B-X', 'I-X'], strict('IOB1'))).toEqual([{ type: 'X', start: 2, end: 3 }])
    expect(balanceOf('O B-X I-X', strict('IOB1'))).toEqual({ gold: 1, scored: 1, illFormed: 0 })
  })

  test.each(schemes)('%s: in all sequences of up to 5 tags the balance adds up, mention by mention', scheme => {
    const tags = ['O', ...alphabetOf(scheme).flatMap(mark => [`${mark}-X`, `${mark}-Y`])]
    let sequences = 0
    for (const sentence of sentencesOver(tags, scheme === 'IOBES' || scheme === 'BILOU' ? 4 : 5)) {
      const scored = decode(sentence, strict(scheme))
      const balance = checkBalance(taggedBalance(sentence, strict(scheme), scored))
      const everything = decode(scheme === 'BILOU' ? sentence.map(iobesOf) : sentence, { matching: 'conlleval' })
      const hosts = scored.map(span => everything.find(host => host.start <= span.start && span.end <= host.end))
      const lost = hosts.includes(undefined) || new Set(hosts).size !== scored.length
      if (lost || balance.gold !== everything.length) expect.unreachable(sentence.join(' '))
      sequences += 1
    }
    expect(sequences).toBeGreaterThan(3000)
  })

  test('the two modes strip types differently; the balance adds up all the same', () => {
    const tags = ['O', 'B-x', 'I-x', 'B-x-', 'I-x-']
    for (const scheme of ['IOB1', 'IOB2'] as const) {
      for (const sentence of sentencesOver(tags, 4)) {
        checkBalance(taggedBalance(sentence, strict(scheme), decode(sentence, strict(scheme))))
      }
    }
  })
})

describe('gold spans', () => {
  const mention: Mention = { type: 'X', start: 0, end: 9 }
  const parts = [
    { start: 0, end: 3 },
    { start: 6, end: 9 },
  ]

  test('duplicates are scored once, discontinuous mentions not at all, nested ones like any other', () => {
    const nested = { type: 'X', start: 2, end: 5 }
    const { balance, scored } = spanBalance([
      mention,
      nested,
      { ...mention },
      { ...mention, parts },
      { ...mention, parts },
    ])
    expect(scored).toEqual([mention, nested])
    expect(checkBalance(balance)).toEqual({ ...noBalance, gold: 5, scored: 2, duplicate: 1, discontinuous: 2 })
  })

  test('a mention of one part is continuous; another type on the same span is no duplicate', () => {
    const { balance } = spanBalance([
      { ...mention, parts: [{ start: 0, end: 9 }] },
      { ...mention, type: 'Y' },
    ])
    expect(balance).toEqual({ ...noBalance, gold: 2, scored: 2 })
  })
})

test('balances add up field by field', () => {
  const one = { ...noBalance, gold: 3, scored: 1, nested: 1, truncated: 1 }
  expect(addBalances(one, { ...noBalance, gold: 2, misaligned: 2 })).toEqual({ ...one, gold: 5, misaligned: 2 })
})

test('a balance that does not add up is a bug', () => {
  expect(() => checkBalance({ ...noBalance, gold: 3, scored: 2 })).toThrow(/does not add up.*"gold":3/)
  expect(() => checkBalance({ ...noBalance, gold: 1, scored: 2, illFormed: -1 })).toThrow(/does not add up/)
})

function* sentencesOver(tags: readonly string[], longest: number): Generator<string[]> {
  yield []
  if (longest === 0) return
  for (const sentence of sentencesOver(tags, longest - 1)) for (const tag of tags) yield [...sentence, tag]
}

function iobesOf(tag: string): string {
  return tag.replace(/^L/, 'E').replace(/^U/, 'S')
}
