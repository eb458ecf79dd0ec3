import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decode } from '../../src/tags/decode.ts'
import { sharedPath, whenShared } from '../shared.ts'
import { type DecodeVector, decodingOf, outcomeOf, readLines, tally } from './decode-vectors.ts'

const fixture = join(import.meta.dirname, '..', 'fixtures', 'scoring', 'decode.jsonl')

test('a sample of what seqeval decodes, in every scheme and both notations', () => {
  const vectors = readLines<DecodeVector>(fixture)
  expect(tally(vectors.map(outcomeOf))).toEqual({
    equal: 134,
    'refused by both': 16,
    'refused by us: mark of another scheme': 8,
    'refused by us: mark of another scheme, across sentences': 2,
    'refused by us: not a tag': 5,
    'refused by us: not a tag, across sentences': 1,
  })
})

whenShared('decode.jsonl: 3,541 cases', () => {
  const vectors = readLines<DecodeVector>(sharedPath('oracles', 'scoring', 'decode.jsonl'))
  const conlleval = vectors.filter(vector => vector.scheme === 'lenient')
  const strict = vectors.filter(vector => vector.scheme !== 'lenient')
  expect(tally(conlleval.map(outcomeOf))).toEqual({
    equal: 614,
    'refused by both': 1,
    'refused by us: mark of another scheme': 136,
    'refused by us: mark of another scheme, across sentences': 3,
    'refused by us: not a tag': 3,
    'refused by us: not a tag, across sentences': 1,
  })
  expect(tally(strict.map(outcomeOf))).toEqual({
    equal: 2607,
    'refused by both': 174,
    'refused by us: not a tag': 2,
  })
})

interface Digest {
  readonly scheme: string
  readonly alphabet: readonly string[]
  readonly length: number
  readonly sequences: number
  readonly entities: number
  readonly sha256: string
}

whenShared('exhaustive.json: all 296,937 sequences, as 45 digests', () => {
  const digests = JSON.parse(readFileSync(sharedPath('oracles', 'scoring', 'exhaustive.json'), 'utf8')) as Digest[]
  expect(digests.map(ours)).toEqual(digests)
  expect(digests).toHaveLength(45)
  expect(digests.reduce((sum, digest) => sum + digest.sequences, 0)).toBe(296_937)
})

function ours({ scheme, alphabet, length }: Digest): Digest {
  const decoding = decodingOf(scheme)
  const hash = createHash('sha256')
  let sequences = 0
  let entities = 0
  for (const tags of sequencesOf(alphabet, length)) {
    const spans = decode(tags, decoding)
    hash.update(`${tags.join(' ')}\t${spans.map(({ type, start, end }) => `${type},${start},${end}`).join(';')}\n`)
    sequences += 1
    entities += spans.length
  }
  return { scheme, alphabet, length, sequences, entities, sha256: hash.digest('hex') }
}

/** All sequences, the first tag slowest. */
function* sequencesOf(alphabet: readonly string[], length: number): Generator<string[]> {
  if (length === 0) {
    yield []
    return
  }
  for (const tag of alphabet) {
    for (const rest of sequencesOf(alphabet, length - 1)) yield [tag, ...rest]
  }
}
