import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { alignConcepts, renderConcepts } from '../../scripts/align-concepts.ts'
import { documentMaps } from '../../scripts/document-sources.ts'
import { mapDocuments, type OriginalText } from '../../scripts/map-documents.ts'
import { packCorpora } from '../../scripts/pack-corpora.ts'
import type { Corpus } from '../../src/core/corpus.ts'
import type { DocumentId, Mention, Passage, PassageId } from '../../src/core/passage.ts'
import { isSentence, parseConll } from '../../src/datasets/format/conll/conll.ts'
import { corpora } from '../../src/datasets/index.ts'
import { loadSplit } from '../../src/datasets/split/load-split.ts'
import { parseDocuments } from '../../src/datasets/variant/documents.ts'
import { sharedPath, whenShared } from '../shared.ts'

const root = resolve(import.meta.dirname, '..', '..', 'assets', 'corpora')

/** The bytes of a shipped file, unpacked. */
function shipped(path: string): Uint8Array {
  const plain = join(root, path)
  return unpacked(existsSync(plain) ? plain : `${plain}.gz`)
}

function unpacked(path: string): Uint8Array {
  const bytes = readFileSync(path)
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

const folders = readdirSync(root, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)

test('the manifests list every file that ships, and every pin of one, with its unpacked size and checksum', () => {
  const pins = Object.values<Corpus>(corpora)
    .flatMap(corpus => Object.values(corpus.variants))
    .flatMap(variant => Object.values(variant.files).flat())
  const listed = folders.flatMap(folder => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'manifest.json'), 'utf8'))
    expect(manifest.corpus).toBe(folder)
    if (manifest.source) expect(manifest.source.commit).toBe('df0df02fae6dbb87d88ffcf323b9096528f06f84')
    const files: { path: string; bytes: number; sha256: string }[] = manifest.files
    const present = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(name =>
      /\//.test(name),
    )
    expect(present.sort()).toEqual(files.map(file => file.path).sort())
    return files.map(file => {
      const bytes = shipped(join(folder, file.path))
      expect(bytes.length).toBe(file.bytes)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
      return `${folder}/${file.path.replace(/\.gz$/, '')} ${file.sha256}`
    })
  })
  const pinned = new Set(pins.map(pin => `${pin.path} ${pin.checksum?.hex}`))
  expect(listed.filter(file => !pinned.has(file))).toEqual([])
  const packaged = pins.filter(pin => pin.origin.kind === 'package').map(pin => `${pin.path} ${pin.checksum?.hex}`)
  expect(packaged.filter(pin => !listed.includes(pin))).toEqual([])
})

whenShared('the folder is what the script makes of the sources, byte for byte once unpacked', () => {
  const out = mkdtempSync(join(tmpdir(), 'bioner-bench-corpora-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  packCorpora(sharedPath('datasets'), out)
  expect(readdirSync(out).sort()).toEqual(folders.sort())
  for (const folder of folders) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    expect(readdirSync(join(out, folder), { recursive: true })).toEqual(names)
    for (const file of names.filter(name => name.includes('.'))) {
      expect(Buffer.compare(unpacked(join(out, folder, file)), shipped(join(folder, file))), file).toBe(0)
    }
  }
})

const embedded = [
  'ncbi-disease/conll/test.tsv',
  'ncbi-disease/conll/train.tsv',
  'bc5cdr/conll/test.tsv',
  'bc5cdr/conll/train.tsv',
]
for (const path of embedded) {
  whenShared(`${path}: the sentences are those of MTL-Bioinformatics-2016, byte for byte`, () => {
    expect(Buffer.compare(shipped(path), readFileSync(sharedPath('datasets', path)))).toBe(0)
  })
}

whenShared('the sentences of every document have the characters of its text, spaces aside', () => {
  const maps = documentMaps(sharedPath('datasets'))
  expect(maps).toHaveLength(24)
  for (const { corpus, conll, texts, rewrite = (text: string) => text } of maps) {
    const path = `${corpus}/${conll}`
    const textOf = new Map<string, string>()
    for (const [document, text] of texts) {
      textOf.set(document, `${textOf.get(document) ?? ''}${rewrite(text).replace(/\s+/g, '')}`)
    }
    const file = parseConll(
      { name: path, bytes: readFileSync(sharedPath('datasets', path)) },
      { columns: 'tag', separator: 'tab' },
    )
    const sentences = file.sentences.filter(isSentence)
    const rows = parseDocuments({ name: path, bytes: shipped(`${corpus}/${conll.replace('.tsv', '.documents.tsv')}`) })
    let next = 0
    for (const { document, sentences: count } of rows) {
      const own = sentences.slice(next, next + count)
      expect(own.flatMap(sentence => sentence.tokens).join(''), `${path} ${document}`).toBe(textOf.get(document))
      next += count
    }
    expect(next, path).toBe(sentences.length)
    expect(new Set(rows.map(row => row.document)), path).toEqual(new Set(textOf.keys()))
  }
})

for (const corpus of [corpora['bc5cdr-chem'], corpora['bc5cdr-disease']]) {
  for (const split of ['train', 'test'] as const) {
    whenShared(
      `${corpus.id} ${split}: tags from the joint file are those of the single-type file, line for line`,
      async () => {
        const pins = corpus.variants[corpus.default]?.files[split] ?? []
        const { passages } = await loadSplit(
          corpus,
          'mtl',
          split,
          pins.map(pin => [{ name: pin.path, bytes: shipped(pin.path) }]),
        )
        const bytes = readFileSync(sharedPath('datasets', corpus.id, 'conll', `${split}.tsv`))
        const single = parseConll({ name: corpus.id, bytes }, { columns: 'tag', separator: 'tab' })
        expect(passages.map(passage => passage.text)).toEqual(
          single.sentences.map(sentence => sentence.tokens.join(' ')),
        )
        expect(passages.map(passage => passage.tags)).toEqual(single.sentences.map(sentence => sentence.tags))
      },
    )
  }
}

const texts: readonly OriginalText[] = [
  ['10', 'C d'],
  ['2', 'A title.\nText b.'],
]
const sentences = [
  ['C', 'd'],
  ['A', 'title', '.'],
  ['Text', 'b', '.'],
]

test('sentences go to the documents that have their characters', () => {
  const mapped = [
    { document: '10', sentences: 1 },
    { document: '2', sentences: 2 },
  ]
  expect(mapDocuments(texts, sentences)).toEqual(mapped)
  expect(mapDocuments(texts.toReversed(), sentences, { order: 'any' })).toEqual(mapped)
  expect(mapDocuments([['10', 'C d'], ...texts], [['C'], ['d'], ...sentences])).toEqual([
    { document: '10', sentences: 3 },
    { document: '2', sentences: 2 },
  ])
})

test('a text that is not that of the sentences is refused', () => {
  expect(() => mapDocuments(texts, sentences.slice(0, 2))).toThrow('2: sentence 2 begins another text')
  expect(() => mapDocuments(texts, [...sentences, ['x']])).toThrow('1 sentences belong to no document')
  expect(() => mapDocuments(texts.toReversed(), sentences)).toThrow('2: sentence 1 begins another text')
  expect(() =>
    mapDocuments(texts, [
      ['C', 'd', 'A'],
      ['title', '.'],
      ['Text', 'b', '.'],
    ]),
  ).toThrow('10: sentence 1 begins')
})

test('a mention gets the concepts of the one it shares most characters with, of the same type', () => {
  const passage = (id: string, document: string, text: string, mentions: readonly Mention[]): Passage => ({
    ...{ id: id as PassageId, document: document as DocumentId, text, tokens: null, tags: null, mentions },
  })
  const original = passage('7', '7', 'Ca2 and St. Anthony fire', [
    { start: 0, end: 2, type: 'Chemical', concepts: ['D1'] },
    { start: 8, end: 24, type: 'Disease', concepts: ['D2', 'D3'] },
    { start: 12, end: 19, type: 'Chemical' },
  ])
  const sentences = [
    passage('7.1', '7', 'Ca2 and St .', [
      { start: 0, end: 3, type: 'Chemical' },
      { start: 8, end: 12, type: 'Disease' },
    ]),
    passage('7.2', '7', 'Anthony fire', [
      { start: 0, end: 12, type: 'Disease' },
      { start: 0, end: 7, type: 'Chemical' },
    ]),
  ]
  const lines = alignConcepts(sentences, [original])
  expect(renderConcepts(lines)).toBe('type\tconcepts\nChemical\tD1\nDisease\tD2|D3\nDisease\tD2|D3\nChemical\t-\n')
  const stray = [passage('7.1', '7', 'Ca2 and', [{ start: 4, end: 7, type: 'Chemical' }])]
  expect(() => alignConcepts(stray, [original])).toThrow('7.1: no mention of 7 overlaps Chemical there')
})
