import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Corpus, Pin, Source, Split } from '../../src/core/corpus.ts'
import { corpora } from '../../src/datasets/index.ts'
import { loadSplit } from '../../src/datasets/split/load-split.ts'
import { sourceOf } from './source.ts'

const root = resolve(import.meta.dirname, '..', '..', 'assets', 'corpora')
const embedded: readonly Corpus[] = [
  ...[corpora.bc5cdr, corpora['bc5cdr-chem'], corpora['bc5cdr-disease'], corpora['ncbi-disease']],
]
const shipped = embedded.flatMap(corpus =>
  (['train', 'test'] as const).map(split => ({ name: `${corpus.id} ${split}`, corpus, split })),
)

describe.each(shipped)('$name', async ({ corpus, split }) => {
  const { passages, notes } = await loadSplit(corpus, corpus.default, split, sourcesOf(corpus, split))

  test('has the bytes that its pins say', () => {
    for (const pin of pinsOf(corpus, split)) {
      expect(createHash('sha256').update(readPinned(pin)).digest('hex')).toBe(pin.checksum?.hex)
    }
    expect(notes).toEqual({ byteOrderMark: false, carriageReturns: false, remarks: [] })
  })

  test('is whole: ids are unique, documents known, tokens cut out of the text, types those of the corpus', () => {
    expect(new Set(passages.map(passage => passage.id)).size).toBe(passages.length)
    for (const { id, document, text, tokens, tags, mentions } of passages) {
      expect(id.startsWith(`${document}.`)).toBe(true)
      expect(document).toMatch(/^\d+$/)
      expect(tags?.length).toBe(tokens?.length)
      expect(tokens?.map(({ start, end }) => text.slice(start, end)).join(' ')).toBe(text)
      expect(mentions.every(mention => corpus.variants.mtl?.types.includes(mention.type))).toBe(true)
    }
  })
})

test('the counts that every split is verified against are those that were published', () => {
  const testMentions = Object.fromEntries(
    Object.values<Corpus>(corpora).map(corpus => [corpus.id, corpus.variants[corpus.default]?.counts.test?.mentions]),
  )
  expect(testMentions).toEqual({
    bc4chemd: 25_346,
    bc5cdr: 9809,
    'bc5cdr-chem': 5385,
    'bc5cdr-disease': 4424,
    'ncbi-disease': 960,
    jnlpba: 8662,
    linnaeus: 1433,
    s800: 767,
    bc2gm: 6325,
    anatem: 4616,
    bionlp13cg: 6881,
    cll: 341,
    gellus: undefined,
    fsu: undefined,
  })
})

test('each corpus is registered by its own id and has its default variant', () => {
  for (const [id, corpus] of Object.entries<Corpus>(corpora)) {
    expect(corpus.id).toBe(id)
    expect(Object.keys(corpus.variants)).toContain(corpus.default)
  }
})

test('the joint corpus has the mentions of both halves', async () => {
  const load = async (corpus: Corpus) => (await loadSplit(corpus, 'mtl', 'test', sourcesOf(corpus, 'test'))).passages
  const chemicals = await load(corpora['bc5cdr-chem'])
  const diseases = await load(corpora['bc5cdr-disease'])
  for (const [index, joint] of (await load(corpora.bc5cdr)).entries()) {
    const halves = [...(chemicals[index]?.mentions ?? []), ...(diseases[index]?.mentions ?? [])]
    expect(halves.sort((a, b) => a.start - b.start)).toEqual(joint.mentions)
  }
})

describe('refused', () => {
  const corpus = corpora['ncbi-disease']
  const [conll, documents, concepts] = sourcesOf(corpus, 'test').flat() as [Source, Source, Source]
  const load = (sources: readonly Source[]) =>
    loadSplit(
      corpus,
      'mtl',
      'test',
      sources.map(source => [source]),
    )
  const text = new TextDecoder().decode(conll.bytes)

  test('a mention too few, naming both numbers', async () => {
    const changed = sourceOf(text.replace('\tB-Disease', '\tO').replace('\tI-Disease', '\tO'), 'test.tsv')
    const fewer = sourceOf(new TextDecoder().decode(concepts.bytes).replace(/\nDisease\t[^\n]*/, ''))
    await expect(load([changed, documents, fewer])).rejects.toThrow(
      /^ncbi-disease@mtl test \(ncbi-disease\/conll\/test\.tsv, .*\): 959 mentions, expected 960$/,
    )
    await expect(load([changed, documents, concepts])).rejects.toThrow(
      'ncbi-disease/conll/test.concepts.tsv: concepts of 960 mentions, but there are 959 mentions',
    )
  })

  test('a token or a sentence too few', async () => {
    const shortened = load([sourceOf(text.slice(text.indexOf('\n') + 1)), documents, concepts])
    await expect(shortened).rejects.toThrow(/: 24496 tokens, expected 24497$/)
    await expect(load([sourceOf(text.slice(text.indexOf('\n\n') + 2)), documents, concepts])).rejects.toThrow(
      /documents of 940 sentences in all, but there are 939 sentences$/,
    )
  })

  test('documents joined', async () => {
    const joined = new TextDecoder().decode(documents.bytes).replace('9288106\t12\n9294109\t8\n', '9288106\t20\n')
    await expect(load([conll, sourceOf(joined), concepts])).rejects.toThrow(/: 99 documents, expected 100$/)
  })

  test('a file missing, a variant or a split that there is not', async () => {
    await expect(load([conll])).rejects.toThrow(
      'ncbi-disease@mtl test is read from ncbi-disease/conll/test.tsv, ncbi-disease/conll/test.documents.tsv, ' +
        'ncbi-disease/conll/test.concepts.tsv; got 1 of them',
    )
    await expect(loadSplit(corpus, 'toString', 'test', [])).rejects.toThrow('ncbi-disease has no variant "toString"')
    await expect(loadSplit(corpus, 'mtl', 'validation' as 'dev', [])).rejects.toThrow('has no split validation')
  })
})

function pinsOf(corpus: Corpus, split: Split): readonly Pin[] {
  return corpus.variants[corpus.default]?.files[split] ?? []
}

function readPinned({ path }: Pin): Uint8Array {
  const plain = join(root, path)
  return existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`))
}

function sourcesOf(corpus: Corpus, split: Split): Source[][] {
  return pinsOf(corpus, split).map(pin => [{ name: pin.path, bytes: readPinned(pin) }])
}
