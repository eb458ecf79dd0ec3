import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Corpus, Pin, Source, Split } from '../../src/core/corpus.ts'
import { corpora } from '../../src/datasets/index.ts'
import { loadSplit } from '../../src/datasets/load-split.ts'
import { sourceOf } from './source.ts'

const root = resolve(import.meta.dirname, '..', '..', 'assets', 'corpora')
const shipped = Object.values<Corpus>(corpora).flatMap(corpus =>
  (['train', 'test'] as const).map(split => ({ name: `${corpus.id} ${split}`, corpus, split })),
)

describe.each(shipped)('$name', ({ corpus, split }) => {
  const { passages, notes } = loadSplit(corpus, corpus.default, split, sourcesOf(corpus, split))

  test('has the bytes that its pins say', () => {
    for (const pin of pinsOf(corpus, split)) {
      expect(createHash('sha256').update(readPinned(pin)).digest('hex')).toBe(pin.sha256)
    }
    expect(notes).toEqual({ byteOrderMark: false, carriageReturns: false })
  })

  test('is whole: ids are unique, documents known, tokens cut out of the text, types those of the corpus', () => {
    expect(new Set(passages.map(passage => passage.id)).size).toBe(passages.length)
    for (const { id, document, text, tokens, tags, mentions } of passages) {
      expect(id.startsWith(`${document}.`)).toBe(true)
      expect(document).toMatch(/^\d+$/)
      expect(tags?.length).toBe(tokens?.length)
      expect(tokens?.map(({ start, end }) => text.slice(start, end)).join(' ')).toBe(text)
      expect(mentions.every(mention => corpus.types.includes(mention.type))).toBe(true)
    }
  })
})

test('the counts that every split is verified against are those that were published', () => {
  const testMentions = Object.fromEntries(
    Object.values<Corpus>(corpora).map(corpus => [corpus.id, corpus.variants[corpus.default]?.counts.test?.mentions]),
  )
  expect(testMentions).toEqual({ bc5cdr: 9809, 'bc5cdr-chem': 5385, 'bc5cdr-disease': 4424, 'ncbi-disease': 960 })
})

test('each corpus is registered by its own id and has its default variant', () => {
  for (const [id, corpus] of Object.entries<Corpus>(corpora)) {
    expect(corpus.id).toBe(id)
    expect(Object.keys(corpus.variants)).toContain(corpus.default)
  }
})

test('the joint corpus has the mentions of both halves', () => {
  const load = (corpus: Corpus) => loadSplit(corpus, 'mtl', 'test', sourcesOf(corpus, 'test')).passages
  const chemicals = load(corpora['bc5cdr-chem'])
  const diseases = load(corpora['bc5cdr-disease'])
  for (const [index, joint] of load(corpora.bc5cdr).entries()) {
    const halves = [...(chemicals[index]?.mentions ?? []), ...(diseases[index]?.mentions ?? [])]
    expect(halves.sort((a, b) => a.start - b.start)).toEqual(joint.mentions)
  }
})

describe('refused', () => {
  const corpus = corpora['ncbi-disease']
  const [conll, documents] = sourcesOf(corpus, 'test') as [Source, Source]
  const load = (sources: readonly Source[]) => () => loadSplit(corpus, 'mtl', 'test', sources)
  const text = new TextDecoder().decode(conll.bytes)

  test('a mention too few, naming both numbers', () => {
    const changed = sourceOf(text.replace('\tB-Disease', '\tO').replace('\tI-Disease', '\tO'), 'test.tsv')
    expect(load([changed, documents])).toThrow(/^ncbi-disease@mtl test \(test\.tsv, .*\): 959 mentions, expected 960$/)
  })

  test('a token or a sentence too few', () => {
    expect(load([sourceOf(text.slice(text.indexOf('\n') + 1)), documents])).toThrow(/: 24496 tokens, expected 24497$/)
    expect(load([sourceOf(text.slice(text.indexOf('\n\n') + 2)), documents])).toThrow(
      /documents of 940 sentences in all, but there are 939 sentences$/,
    )
  })

  test('documents joined', () => {
    const joined = new TextDecoder().decode(documents.bytes).replace('9288106\t12\n9294109\t8\n', '9288106\t20\n')
    expect(load([conll, sourceOf(joined)])).toThrow(/: 99 documents, expected 100$/)
  })

  test('a file missing, a variant or a split that there is not', () => {
    expect(load([conll])).toThrow('a split is two files, its sentences and its documents; got 1')
    expect(() => loadSplit(corpus, 'toString', 'test', [])).toThrow(
      'ncbi-disease has no variant "toString"; it has mtl',
    )
    expect(() => loadSplit(corpus, 'mtl', 'dev', [])).toThrow('ncbi-disease@mtl has no split dev; it has train, test')
  })
})

function pinsOf(corpus: Corpus, split: Split): readonly Pin[] {
  return corpus.variants[corpus.default]?.files[split] ?? []
}

function readPinned({ path }: Pin): Uint8Array {
  const bytes = readFileSync(join(root, path))
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

function sourcesOf(corpus: Corpus, split: Split): Source[] {
  return pinsOf(corpus, split).map(pin => ({ name: pin.path, bytes: readPinned(pin) }))
}
