import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from '../../src/tags/decode.ts'
import { encode } from '../../src/tags/encode.ts'
import { anyTags, decoding, mentions, scheme } from './arbitraries.ts'

const sentence = fc.nat(14).chain(length => fc.tuple(fc.constant(length), mentions(length)))

/** The defect of strict IOE1: docs/seqeval-differences.md. */
function touchesItsOwnType(spans: readonly { type: string; start: number; end: number }[]): boolean {
  return spans.some((span, k) => spans[k + 1]?.start === span.end && spans[k + 1]?.type === span.type)
}

describe('encode, then decode', () => {
  test('by the same strict scheme: the same mentions', () => {
    fc.assert(
      fc.property(scheme, sentence, (name, [length, spans]) => {
        fc.pre(name !== 'IOE1' || !touchesItsOwnType(spans))
        expect(decode(encode(spans, length, name), { matching: 'strict', scheme: name })).toEqual(spans)
      }),
      { numRuns: 2000 },
    )
  })

  test('IOE1 loses mentions, and never invents one', () => {
    const lost = encode(
      [
        { type: 'X', start: 0, end: 1 },
        { type: 'X', start: 1, end: 2 },
      ],
      3,
      'IOE1',
    )
    expect(decode(lost, { matching: 'strict', scheme: 'IOE1' })).toEqual([{ type: 'X', start: 1, end: 2 }])
    fc.assert(
      fc.property(sentence, ([length, spans]) => {
        const found = decode(encode(spans, length, 'IOE1'), { matching: 'strict', scheme: 'IOE1' })
        expect(spans).toEqual(expect.arrayContaining(found))
      }),
    )
  })

  test('as conlleval does: the same mentions, from any scheme but BILOU', () => {
    fc.assert(
      fc.property(scheme, sentence, (name, [length, spans]) => {
        fc.pre(name !== 'BILOU')
        expect(decode(encode(spans, length, name), { matching: 'conlleval' })).toEqual(spans)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('of any tags', () => {
  const tagged = decoding.chain(reading =>
    fc.tuple(
      fc.constant(reading),
      fc.nat(14).chain(n => anyTags(reading, n)),
    ),
  )

  test('mentions are in order, disjoint, within the sentence, and outside no O', () => {
    fc.assert(
      fc.property(tagged, ([reading, tags]) => {
        let end = 0
        for (const span of decode(tags, reading)) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          expect(span.end).toBeGreaterThan(span.start)
          expect(tags.slice(span.start, span.end)).not.toContain('O')
          end = span.end
        }
        expect(end).toBeLessThanOrEqual(tags.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('the suffix notation says the same', () => {
    fc.assert(
      fc.property(tagged, ([reading, tags]) => {
        const turned = tags.map(tag => (tag.length < 2 ? tag : `${tag.slice(2)}-${tag[0]}`))
        expect(decode(turned, reading, 'suffix')).toEqual(decode(tags, reading))
      }),
    )
  })

  test('every tag that is not O belongs to a mention in conlleval’s reading', () => {
    fc.assert(
      fc.property(
        fc.nat(14).chain(n => anyTags({ matching: 'conlleval' }, n)),
        tags => {
          const covered = new Set<number>()
          for (const { start, end } of decode(tags, { matching: 'conlleval' })) {
            for (let i = start; i < end; i += 1) covered.add(i)
          }
          expect(tags.map((_, i) => covered.has(i))).toEqual(tags.map(tag => tag !== 'O'))
        },
      ),
    )
  })
})
