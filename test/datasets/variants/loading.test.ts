import { expect } from 'vitest'
import { splits } from '../../../src/core/corpus.ts'
import { type Passage, partsOf } from '../../../src/core/passage.ts'
import { whenShared } from '../../shared.ts'
import { everyVariant, isOnDisk, load } from './load.ts'

const usable = everyVariant
  .filter(({ variant }) => variant.refused === null)
  .flatMap(({ reference, variant }) =>
    splits
      .filter(split => variant.files[split] && isOnDisk(reference, split))
      .map(split => ({ reference, variant, split })),
  )

for (const { reference, variant, split } of usable) {
  whenShared(`${reference} ${split} is whole and has the counts of its variant`, async () => {
    const { passages } = await load(reference, split)
    expect(variant.counts[split]).toBeDefined()
    expect(new Set(passages.map(passage => passage.id)).size).toBe(passages.length)
    expect(passages.flatMap(passage => faultsOf(passage, variant.types))).toEqual([])
  })
}

whenShared('every corpus of which the files are there is loaded, in full', () => {
  const loaded = new Set(usable.map(({ reference, split }) => `${reference} ${split}`))
  const missing = everyVariant.flatMap(({ reference, variant }) =>
    splits
      .filter(split => variant.files[split] && variant.refused === null && !loaded.has(`${reference} ${split}`))
      .map(split => `${reference} ${split}`),
  )
  expect([...new Set(missing.map(name => `${name.split(' ')[0]}`))].filter(name => !/@(hub|tner)$/.test(name))).toEqual(
    [
      'bc4chemd@mtl',
      'bc4chemd@original',
      'bc4chemd@original-collapsed',
      'bc4chemd@bioc',
      'bc4chemd@huner',
      'jnlpba@official',
      'jnlpba@huner',
      'gellus@nersuite',
      'gellus@brat',
      'gellus@huner',
      'fsu@mmax2',
      'fsu@huner',
    ],
  )
})

/** Plain comparisons: an assertion for each of millions of tokens would take minutes. */
function faultsOf({ id, document, text, tokens, tags, mentions }: Passage, types: readonly string[]): string[] {
  const faults: string[] = []
  const claim = (holds: boolean, fault: string) => {
    if (!holds) faults.push(`${id}: ${fault}`)
  }
  claim(!id.includes('/'), 'its id is a path')
  claim(document === null || id.startsWith(document), `its id does not begin with ${document}`)
  claim(tags?.length === tokens?.length, 'tags are not as many as tokens')
  let reached = 0
  for (const { start, end } of tokens ?? []) {
    claim(start >= reached && end > start && end <= text.length, `token at ${start}`)
    reached = end
  }
  for (const mention of mentions) {
    const parts = partsOf(mention)
    claim(types.includes(mention.type), `type ${mention.type}`)
    claim(
      mention.start >= 0 && mention.end > mention.start && mention.end <= text.length,
      `mention at ${mention.start}`,
    )
    claim(parts[0]?.start === mention.start && parts.at(-1)?.end === mention.end, `parts at ${mention.start}`)
  }
  for (const tag of tags ?? []) claim(tag === 'O' || types.includes(tag.slice('B-'.length)), `tag ${tag}`)
  return faults
}
