import { expect, test } from 'vitest'
import type { DocumentId, Mention, Passage, PassageId } from '../../../src/core/passage.ts'
import { parseConcepts, withConcepts } from '../../../src/datasets/variant/concepts.ts'
import { pinTable } from '../../../src/datasets/variant/pins.ts'
import { retype } from '../../../src/datasets/variant/retype.ts'
import { refusalOf, sourceOf } from '../source.ts'

const passage = (mentions: readonly Mention[], tags: readonly string[] | null = null): Passage => ({
  ...{ id: '7.1' as PassageId, document: '7' as DocumentId, text: 'a b c d', tags, mentions },
  tokens: tags?.map((_, i) => ({ start: 2 * i, end: 2 * i + 1 })) ?? null,
})
const notes = { byteOrderMark: false, carriageReturns: false, remarks: [] }

test('concepts are read line by line', () => {
  const source = sourceOf('type\tconcepts\r\nDisease\tD1|D2\r\nChemical\t-\r\n', 'c.tsv')
  expect(parseConcepts(source)).toEqual([
    { type: 'Disease', concepts: ['D1', 'D2'] },
    { type: 'Chemical', concepts: [] },
  ])
  const refusal = (text: string) => refusalOf(() => parseConcepts(sourceOf(text, 'c.tsv')))
  expect(refusal('Disease\tD1\n')).toBe('c.tsv:1: expected the header "type\\tconcepts", got "Disease\\tD1"')
  expect(refusal('type\tconcepts\nDisease\n')).toBe('c.tsv:2: expected a type, a tab and concepts, got "Disease"')
})

test('each mention gets the concepts of its line; lines of other types are passed over', () => {
  const lines = parseConcepts(sourceOf('type\tconcepts\nChemical\tC1\nDisease\tD1\nDisease\t-\n'))
  const [a, b] = [
    { start: 0, end: 1, type: 'Disease' },
    { start: 2, end: 3, type: 'Disease' },
  ]
  const [linked] = withConcepts([passage([a, b])], lines, ['Disease'], 'c.tsv')
  expect(linked?.mentions).toEqual([{ ...a, concepts: ['D1'] }, b])
  const refusal = (mentions: readonly Mention[]) =>
    refusalOf(() => withConcepts([passage(mentions)], lines, ['Disease'], 'c.tsv'))
  expect(refusal([a])).toBe('c.tsv: concepts of 2 mentions, but there are 1 mentions')
  expect(refusal([a, b, a])).toBe('c.tsv: concepts of no further mention where 7.1 has a mention of Disease')
  expect(refusal([{ ...a, type: 'Chemical' }])).toBe('c.tsv: concepts of Disease where 7.1 has a mention of Chemical')
})

test('types get new names, in tags as well; what has none is left out and counted, whatever it is called', () => {
  const mentions = [
    { start: 0, end: 3, type: '__proto__' },
    { start: 4, end: 5, type: 'constructor' },
  ]
  const parsed = { passages: [passage(mentions, ['B-__proto__', 'I-__proto__', 'B-constructor', 'O'])], notes }
  const kept = retype(parsed, { constructor: 'Gene' } as Record<string, string>)
  expect(kept.passages[0]?.mentions).toEqual([{ start: 4, end: 5, type: 'Gene' }])
  expect(kept.passages[0]?.tags).toEqual(['O', 'O', 'B-Gene', 'O'])
  expect(kept.notes.remarks).toEqual([
    {
      kind: 'skipped-annotations',
      message: 'mentions of __proto__ are left out: they are no type of this variant',
      count: 1,
    },
  ])
  const one = retype(parsed, 'Gene')
  expect(one.passages[0]?.tags).toEqual(['B-Gene', 'I-Gene', 'B-Gene', 'O'])
  expect(one.notes.remarks).toEqual([])
})

test('a table of checksums makes pins; a file that it does not list is a mistake', () => {
  const table = pinTable(`
${'a'.repeat(64)}  x/one.tsv
${'b'.repeat(40)}  x/two.tsv
`)
  const repository = { name: 'owner/name', commit: 'c'.repeat(40) }
  expect(table.file(repository, 'x/two.tsv', 'data/a b/two.tsv')).toEqual({
    path: 'x/two.tsv',
    checksum: { algorithm: 'git-blob', hex: 'b'.repeat(40) },
    origin: { kind: 'file', url: `https://raw.githubusercontent.com/owner/name/${'c'.repeat(40)}/data/a%20b/two.tsv` },
  })
  expect(table.packaged('x/one.tsv').checksum).toEqual({ algorithm: 'sha256', hex: 'a'.repeat(64) })
  expect(() => table.packaged('x/three.tsv')).toThrow('no checksum of x/three.tsv')
  expect(table.folder(repository, 'x/all/', 'data/')).toMatchObject({
    checksum: null,
    origin: { kind: 'archive', member: `name-${'c'.repeat(40)}/data/` },
  })
})
