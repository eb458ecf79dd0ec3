import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutSentences, packSentences } from '../../../src/inference/deployed/sentences.ts'

const cut = (text: string) => cutSentences(text).map(({ start, end }) => text.slice(start, end))

describe('sentences', () => {
  test.each<[string, string[]]>([
    ['One ends. Another begins.', ['One ends.', 'Another begins.']],
    ['Was it found (in 1996)? "It was." Twice! 3 of 4.', ['Was it found (in 1996)?', '"It was."', 'Twice!', '3 of 4.']],
    ['Drosophila, D. melanogaster and E. coli. Next.', ['Drosophila, D. melanogaster and E. coli.', 'Next.']],
    [
      'Reported by Hall et al. In mice, i.e. Mus, cf. Fig. 3. Done.',
      ['Reported by Hall et al. In mice, i.e. Mus, cf. Fig. 3.', 'Done.'],
    ],
    ['a dose of 0.5 mg. of it', ['a dose of 0.5 mg. of it']],
    ['Title\nA line\r\n\n  and another ', ['Title', 'A line', 'and another']],
    ['病気。 ok', ['病気。 ok']],
    ['  ', []],
    ['', []],
  ])('%j', (text, sentences) => {
    expect(cut(text)).toEqual(sentences)
  })

  const texts = fc
    .array(fc.constantFrom('A', 'word', 'E', 'Fig', '.', '. ', '? ', '") ', ' ', '\n', ' \r\n', '𝛽', '(', '7'), {
      maxLength: 60,
    })
    .map(parts => parts.join(''))

  test('law: nothing but white space is left out, and none stands at the ends of a sentence', () => {
    fc.assert(
      fc.property(texts, text => {
        const sentences = cutSentences(text)
        let rest = text
        for (const { start, end } of sentences.toReversed()) {
          const own = text.slice(start, end)
          expect(own).toBe(own.trim())
          expect(own).not.toBe('')
          rest = rest.slice(0, start) + rest.slice(end)
        }
        expect(rest.trim()).toBe('')
      }),
    )
  })

  test('law: packing keeps every sentence, in order, at most as many together as asked', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 6 }), (text, count) => {
        const sentences = cutSentences(text)
        const chunks = packSentences(sentences, count, null)
        expect(chunks.flatMap(chunk => chunk.sentences)).toEqual(sentences)
        for (const { start, end, sentences: own } of chunks) {
          expect(own.length).toBeLessThanOrEqual(count)
          expect([start, end]).toEqual([own[0]?.start, own.at(-1)?.end])
        }
      }),
    )
  })

  test('a chunk holds 480 characters, or four for each piece that is read', () => {
    const sentences = [0, 200, 400, 600].map(start => ({ start, end: start + 199 }))
    expect(packSentences(sentences, 6, 100).map(({ start, end }) => [start, end])).toEqual([
      [0, 399],
      [400, 799],
    ])
    expect(packSentences(sentences, 6, 200).map(({ start, end }) => [start, end])).toEqual([[0, 799]])
    expect(packSentences([{ start: 0, end: 5000 }], 6, 100)).toHaveLength(1)
  })
})
