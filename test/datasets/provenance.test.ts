import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { mapDocuments } from '../../scripts/map-documents.ts'
import { packCorpora } from '../../scripts/pack-corpora.ts'
import type { Corpus } from '../../src/core/corpus.ts'
import { parseConll } from '../../src/datasets/format/conll/conll.ts'
import { corpora } from '../../src/datasets/index.ts'
import { loadSplit } from '../../src/datasets/split/load-split.ts'
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

test('the manifests list every file that a pin names, with its unpacked size and checksum', () => {
  const pins = Object.values<Corpus>(corpora)
    .flatMap(corpus => Object.values(corpus.variants))
    .flatMap(variant => Object.values(variant.files).flat())
  const listed = ['ncbi-disease', 'bc5cdr'].flatMap(folder => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'manifest.json'), 'utf8'))
    expect(manifest.source.commit).toBe('df0df02fae6dbb87d88ffcf323b9096528f06f84')
    return manifest.files.map((file: { path: string; bytes: number; sha256: string }) => {
      const bytes = shipped(join(folder, file.path))
      expect(bytes.length).toBe(file.bytes)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
      return `${folder}/${file.path.replace(/\.gz$/, '')} ${file.sha256}`
    })
  })
  expect(new Set(pins.map(pin => `${pin.path} ${pin.checksum?.hex}`))).toEqual(new Set(listed))
})

whenShared('the folder is what the script makes of the sources, byte for byte once unpacked', () => {
  const out = mkdtempSync(join(tmpdir(), 'bioner-bench-corpora-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  packCorpora(sharedPath('datasets'), out)
  for (const folder of ['ncbi-disease', 'bc5cdr']) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(name =>
      name.includes('.'),
    )
    expect(readdirSync(join(out, folder), { recursive: true })).toEqual(
      readdirSync(join(root, folder), { recursive: true }),
    )
    for (const file of files) {
      expect(Buffer.compare(unpacked(join(out, folder, file)), shipped(join(folder, file))), file).toBe(0)
    }
  }
})

const originals = [
  { id: 'ncbi-disease', split: 'test', original: 'original/NCBItestset_corpus.txt', documents: 100 },
  { id: 'ncbi-disease', split: 'train', original: 'original/NCBItrainset_corpus.txt', documents: 592 },
  { id: 'bc5cdr', split: 'test', original: 'pubtator/CDR_TestSet.PubTator.txt', documents: 500 },
  { id: 'bc5cdr', split: 'train', original: 'pubtator/CDR_TrainingSet.PubTator.txt', documents: 500 },
]

for (const { id, split, original, documents } of originals) {
  const path = `${id}/conll/${split}.tsv`

  whenShared(`${id} ${split}: the sentences are those of MTL-Bioinformatics-2016, byte for byte`, () => {
    expect(Buffer.compare(shipped(path), readFileSync(sharedPath('datasets', id, 'conll', `${split}.tsv`)))).toBe(0)
  })

  whenShared(`${id} ${split}: the sentences of a document have the characters of its text, spaces aside`, () => {
    const texts = originalTexts(readFileSync(sharedPath('datasets', id, original), 'utf8'))
    const { sentences } = parseConll({ name: path, bytes: shipped(path) }, { columns: 'tag', separator: 'tab' })
    const rows = new TextDecoder()
      .decode(shipped(`${id}/conll/${split}.documents.tsv`))
      .trimEnd()
      .split('\n')
      .slice(1)
    let next = 0
    for (const row of rows) {
      const [pmid = '', count] = row.split('\t')
      const own = sentences.slice(next, next + Number(count))
      expect(own.flatMap(sentence => sentence.tokens).join(''), pmid).toBe(texts.get(pmid)?.replaceAll(' ', ''))
      next += Number(count)
    }
    expect({ documents: rows.length, sentences: next }).toEqual({ documents, sentences: sentences.length })
    expect(new Set(texts.keys())).toEqual(new Set(rows.map(row => row.split('\t')[0])))
  })
}

function originalTexts(original: string): Map<string, string> {
  const texts = new Map<string, string>()
  for (const block of original.split('\n\n')) {
    const title = /^(\d+)\|t\|(.*)$/m.exec(block)
    const abstract = /^\d+\|a\|(.*)$/m.exec(block)
    if (title) texts.set(title[1] ?? '', `${title[2]} ${abstract?.[1] ?? ''}`)
  }
  return texts
}

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

test('a text that is not that of the sentences is refused', () => {
  const original = '2|t|A title.\n2|a|Text b.\n10|t|C d\n10|a|\n'
  const sentences = [
    ['C', 'd'],
    ['A', 'title', '.'],
    ['Text', 'b', '.'],
  ]
  expect(mapDocuments(original, sentences)).toEqual([
    { pmid: '10', sentences: 1 },
    { pmid: '2', sentences: 2 },
  ])
  expect(() => mapDocuments(original, sentences.slice(0, 2))).toThrow('2: sentences 2 to 2 are not its text')
  expect(() => mapDocuments(original, [...sentences, ['x']])).toThrow('1 sentences belong to no document')
  expect(() => mapDocuments(original.replace('title', 'Title'), sentences)).toThrow('2: sentences 2 to')
})
