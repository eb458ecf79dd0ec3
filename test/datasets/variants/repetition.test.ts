import { expect } from 'vitest'
import type { Split } from '../../../src/core/corpus.ts'
import type { Passage } from '../../../src/core/passage.ts'
import { whenShared } from '../../shared.ts'
import { load } from './load.ts'

/** Sentences of test that training has as well, and how many of them have more than five tokens. */
const seenInTraining: readonly (readonly [string, readonly Split[], number, number])[] = [
  ['bc5cdr@mtl', ['train'], 16, 0],
  ['bc5cdr@mtl', ['dev'], 18, 3],
  ['jnlpba@mtl', ['train', 'dev'], 108, 101],
  ['bc2gm@mtl', ['train'], 53, 12],
  ['anatem@mtl', ['train'], 99, 8],
]

for (const [reference, training, seen, longer] of seenInTraining) {
  whenShared(`${reference}: ${seen} test sentences are also in ${training.join(' or ')}`, async () => {
    const known = new Set<string>()
    for (const split of training) for (const { text } of (await load(reference, split)).passages) known.add(text)
    const again = (await load(reference, 'test')).passages.filter(({ text }) => known.has(text))
    expect([again.length, again.filter(({ tokens }) => (tokens?.length ?? 0) > 5).length]).toEqual([seen, longer])
  })
}

whenShared('JNLPBA: 4 test abstracts are wholly in training', async () => {
  const known = new Map<string, Passage>()
  for (const split of ['train', 'dev'] as const) {
    for (const passage of (await load('jnlpba@mtl', split)).passages) known.set(passage.text, passage)
  }
  const abstracts = Map.groupBy((await load('jnlpba@mtl', 'test')).passages, ({ document }) => document)
  const whole = [...abstracts.values()].filter(own => own.every(({ text }) => known.has(text)))
  expect(whole).toHaveLength(4)
  expect(whole.flat()).toHaveLength(45)
  const alike = whole.flat().filter(({ text, tags }) => known.get(text)?.tags?.join(' ') === tags?.join(' '))
  expect(alike).toHaveLength(39)
})

whenShared('LINNAEUS and Species-800 repeat sentences within test: page headers, numbers of lists', async () => {
  expect(await repeated('linnaeus@mtl')).toBe(576)
  expect(await repeated('s800@biobert')).toBe(91)
})

whenShared('adjacent mentions exist everywhere: a decoder that joins neighbours of one type loses them', async () => {
  const adjacent = async (reference: string) =>
    (await load(reference, 'test')).passages.reduce((sum, { mentions }) => {
      const starts = new Set(mentions.map(({ start }) => start))
      return sum + mentions.filter(({ end }) => starts.has(end + 1)).length
    }, 0)
  const found: Record<string, number> = {}
  for (const id of ['bc5cdr', 'bc2gm', 'jnlpba', 'bionlp13cg', 'anatem']) found[id] = await adjacent(`${id}@mtl`)
  expect(found).toEqual({ bc5cdr: 138, bc2gm: 80, jnlpba: 95, bionlp13cg: 275, anatem: 15 })
})

whenShared('LINNAEUS and AnatEM have sentences of more than 300 tokens', async () => {
  const longest = async (reference: string) => {
    let most = 0
    for (const split of ['train', 'dev', 'test'] as const) {
      for (const { tokens } of (await load(reference, split)).passages) most = Math.max(most, tokens?.length ?? 0)
    }
    return most
  }
  expect([await longest('linnaeus@mtl'), await longest('anatem@mtl')]).toEqual([324, 334])
})

whenShared('AnatEM: 205 documents mention no part of the body', async () => {
  let silent = 0
  for (const split of ['train', 'dev', 'test'] as const) {
    silent += (await load('anatem@original', split)).passages.filter(({ mentions }) => mentions.length === 0).length
  }
  expect(silent).toBe(205)
})

async function repeated(reference: string): Promise<number> {
  const texts = (await load(reference, 'test')).passages.map(({ text }) => text)
  return texts.length - new Set(texts).size
}
