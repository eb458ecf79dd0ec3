import fc from 'fast-check'
import type { DocumentId, Mention, Passage, PassageId, Span } from '../../../src/core/passage.ts'

interface Shape {
  /** Pieces that texts are made of. */
  readonly pieces: readonly string[]
  readonly discontinuous: boolean
  /** Ids, types and concepts. */
  readonly names: readonly string[]
}

/** Pieces that take one, two or more code units, bytes and code points. */
export const plainPieces = [
  'a',
  'Bc',
  ' ',
  '. ',
  'é',
  'e\u0301',
  '𝛽',
  '病',
  '|',
  ';',
  '"',
  '0',
  '\u00a0',
  '\u2028',
  '-',
]
export const lineBreaks = ['\n', '\r', '\r\n']
export const plainNames = ['Disease', 'constructor', '__proto__', '0', '病気', 'B-x', 'D001', '𝛽', 'a.b']

/** Passages of documents, one each, with nested, adjacent and equal spans; ids are `names` with a number after them. */
export function arbitraryPassages(shape: Shape): fc.Arbitrary<Passage[]> {
  return fc.array(arbitraryPassage(shape), { minLength: 1, maxLength: 4 }).map(passages =>
    passages.map((passage, index) => {
      const id = `${passage.id}${index}`
      return { ...passage, id: id as PassageId, document: id as DocumentId }
    }),
  )
}

function arbitraryPassage({ pieces, discontinuous, names }: Shape): fc.Arbitrary<Passage> {
  const name = fc.constantFrom(...names)
  return fc
    .array(fc.constantFrom(...pieces), { maxLength: 30 })
    .map(parts => parts.join(''))
    .chain(text => {
      const borders = bordersOf(text)
      const mention = fc
        .tuple(
          fc.uniqueArray(fc.nat(borders.length - 1), { minLength: 2, maxLength: discontinuous ? 6 : 2 }),
          name,
          fc.array(name, { maxLength: 3 }),
        )
        .map(([places, type, concepts]) =>
          mentionAt(
            places.toSorted((a, b) => a - b).map(place => borders[place] ?? 0),
            type,
            concepts,
          ),
        )
      const mentions = borders.length < 2 ? fc.constant([]) : fc.array(mention, { maxLength: 6 })
      return fc.record({ id: name, text: fc.constant(text), mentions })
    })
    .map(({ id, text, mentions }) => ({
      id: id as PassageId,
      document: id as DocumentId,
      text,
      tokens: null,
      tags: null,
      mentions: mentions.toSorted((a, b) => a.start - b.start || a.end - b.end),
    }))
}

function mentionAt(places: readonly number[], type: string, concepts: readonly string[]): Mention {
  const parts: Span[] = []
  for (let at = 0; at + 1 < places.length; at += 2) parts.push({ start: places[at] ?? 0, end: places[at + 1] ?? 0 })
  return {
    start: parts[0]?.start ?? 0,
    end: parts.at(-1)?.end ?? 0,
    type,
    ...(parts.length > 1 && { parts }),
    ...(concepts.length > 0 && { concepts }),
  }
}

function bordersOf(text: string): number[] {
  const borders = [0]
  for (const character of text) borders.push((borders.at(-1) ?? 0) + character.length)
  return borders
}
