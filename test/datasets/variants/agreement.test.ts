import { expect } from 'vitest'
import type { Split } from '../../../src/core/corpus.ts'
import type { Mention, Passage } from '../../../src/core/passage.ts'
import { byCodePoint } from '../../../src/core/text/code-point-order.ts'
import { whenShared } from '../../shared.ts'
import { load } from './load.ts'

const sameSentences: readonly (readonly [string, string, readonly Split[]])[] = [
  ['bc5cdr@iobes', 'bc5cdr@mtl', ['test']],
  ['bc5cdr-chem@single', 'bc5cdr-chem@mtl', ['train', 'dev', 'test']],
  ['bc5cdr-chem@iobes', 'bc5cdr-chem@mtl', ['test']],
  ['bc5cdr-chem@biobert', 'bc5cdr-chem@mtl', ['test']],
  ['bc5cdr-disease@single', 'bc5cdr-disease@mtl', ['train', 'dev', 'test']],
  ['bc5cdr-disease@iobes', 'bc5cdr-disease@mtl', ['test']],
  ['bc5cdr-disease@biobert', 'bc5cdr-disease@mtl', ['test']],
  ['ncbi-disease@iobes', 'ncbi-disease@mtl', ['test']],
  ['ncbi-disease@scibert', 'ncbi-disease@mtl', ['test']],
  ['ncbi-disease@spyysalo', 'ncbi-disease@mtl', ['dev', 'test']],
  ['jnlpba@bader', 'jnlpba@mtl', ['dev', 'test']],
  ['jnlpba@scibert', 'jnlpba@mtl', ['test']],
  ['jnlpba@official', 'jnlpba@mtl', ['test']],
  ['linnaeus@iobes', 'linnaeus@mtl', ['test']],
  ['bc2gm@iobes', 'bc2gm@mtl', ['test']],
  ['anatem@iobes', 'anatem@mtl', ['test']],
  ['bionlp13cg@iobes', 'bionlp13cg@mtl', ['test']],
]

for (const [one, other, splits] of sameSentences) {
  for (const split of splits) {
    whenShared(`${one} ${split} has the sentences, documents, tags and spans of ${other}`, async () => {
      expect((await load(one, split)).passages.map(withoutConcepts)).toEqual(
        (await load(other, split)).passages.map(withoutConcepts),
      )
    })
  }
}

const sameDocuments: readonly (readonly [string, string, readonly Split[]])[] = [
  ['bc5cdr@bioc', 'bc5cdr@original', ['train', 'dev', 'test']],
  ['s800@brat', 's800@original', ['test']],
]

for (const [one, other, splits] of sameDocuments) {
  for (const split of splits) {
    whenShared(`${one} ${split} has the mentions of ${other}`, async () => {
      expect(surfacesOf((await load(one, split)).passages)).toEqual(surfacesOf((await load(other, split)).passages))
    })
  }
}

whenShared('cll@brat has the mentions of cll@nersuite', async () => {
  expect(surfacesOf((await load('cll@brat', 'test')).passages)).toEqual(
    surfacesOf((await load('cll@nersuite', 'test')).passages),
  )
})

whenShared('anatem@bader has the sentences and documents of anatem@mtl in another order', async () => {
  for (const split of ['train', 'dev', 'test'] as const) {
    const [bader, mtl] = [await load('anatem@bader', split), await load('anatem@mtl', split)]
    const listed = (passages: readonly Passage[]) =>
      passages
        .map(
          ({ document, text, mentions }) =>
            `${document} ${text} ${mentions.map(({ start, end }) => `${start}-${end}`)}`,
        )
        .sort(byCodePoint)
    expect(listed(bader.passages)).toEqual(listed(mtl.passages))
    expect(bader.passages[0]?.text).not.toBe(mtl.passages[0]?.text)
  }
})

whenShared('s800@bader has the sentences and spans of the three splits of s800@biobert together', async () => {
  const whole = (await load('s800@bader', 'train')).passages
  const parts = await Promise.all((['train', 'dev', 'test'] as const).map(split => load('s800@biobert', split)))
  const listed = (passages: readonly Passage[]) => passages.map(passage => JSON.stringify(passage)).sort(byCodePoint)
  expect(listed(whole)).toEqual(listed(parts.flatMap(part => part.passages)))
})

whenShared('linnaeus@biobert has the sentences of linnaeus@mtl, its tokens being cut after 20 characters', async () => {
  for (const split of ['train', 'dev', 'test'] as const) {
    const [biobert, mtl] = [await load('linnaeus@biobert', split), await load('linnaeus@mtl', split)]
    const cut = ({ text }: Passage) =>
      text
        .split(' ')
        .map(token => token.slice(0, 20))
        .join('')
    expect(biobert.passages.map(({ id, text }) => `${id} ${text.replaceAll(' ', '')}`)).toEqual(
      mtl.passages.map(passage => `${passage.id} ${cut(passage)}`),
    )
    expect(biobert.passages.map(({ mentions }) => mentions.length)).toEqual(
      mtl.passages.map(({ mentions }) => mentions.length),
    )
  }
})

function withoutConcepts(passage: Passage): Passage {
  return { ...passage, mentions: passage.mentions.map(({ concepts, ...mention }): Mention => mention) }
}

function surfacesOf(passages: readonly Passage[]): string[] {
  return passages
    .flatMap(({ document, text, mentions }) =>
      mentions.map(({ start, end, type }) => `${document} ${start}-${end} ${type} ${text.slice(start, end)}`),
    )
    .sort(byCodePoint)
}
