import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../../src/core/deployment/deployment.ts'
import type { PassageId } from '../../../src/core/passage.ts'
import { tagAsDeployed } from '../../../src/inference/deployed/tag-as-deployed.ts'
import type { Model } from '../../../src/inference/host/model.ts'
import type { ModelInput } from '../../../src/inference/host/session.ts'
import type { NamedTokenizer } from '../../../src/inference/tokenizer.ts'

/** Each visible character is a piece by itself; B is a B-X, i an I-X, anything else O. */
const pieces: NamedTokenizer = {
  before: [1],
  behind: [2],
  encode: async texts =>
    texts.map(text => {
      const found = Array.from(text.matchAll(/\S/g))
      return {
        ids: found.map(([character]) => 3 + character.charCodeAt(0)),
        spans: found.map(({ index }) => ({ start: index, end: index + 1 })),
      }
    }),
  encodeWords: async texts => texts.map(text => Array.from(text.replaceAll(/\s/g, ''), one => 3 + one.charCodeAt(0))),
  nameOf: id => String.fromCharCode(id - 3),
  idOf: () => null,
}
const rows: number[] = []
const model: Model = {
  path: 'model.onnx',
  tokenizer: pieces,
  labels: ['O', 'B-X', 'I-X'],
  padId: 0,
  reading: { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } },
  session: {
    backend: 'none',
    async run({ rows: count, width, ids }: ModelInput) {
      rows.push(count, width)
      const labels = Array.from(ids, id => String.fromCharCode(Number(id) - 3))
      return {
        labels: 3,
        data: labels.flatMap(label => [label === 'N' ? Number.NaN : 1, label === 'B' ? 3 : 0, label === 'i' ? 3 : 0]),
      }
    },
  },
}
const plain: Deployment = {
  pipeline: 'huggingface',
  aggregation: 'simple',
  pieces: null,
  stride: null,
  sentences: null,
}

async function read(
  text: string,
  deployment: Partial<Deployment>,
  config: object | null = null,
  maxPieces: number | null = null,
) {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-deployed-'))
  try {
    if (config !== null) writeFileSync(join(folder, 'tokenizer_config.json'), JSON.stringify(config))
    const raw = {
      tokenizer: pieces,
      file: { path: join(folder, 'tokenizer.json'), json: '{"model":{}}' },
      config: { path: 'config.json', maxPieces },
    }
    const inputs = [{ id: 'p' as PassageId, text }]
    const { limit, passages } = await tagAsDeployed(model, raw, inputs, { ...plain, ...deployment }, () => {})
    const [passage] = passages
    if (passage === undefined) throw new Error('no answer')
    return { limit, ...passage, surfaces: passage.entities.map(({ start, end }) => text.slice(start, end)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('text that is too long', () => {
  test('is read to the limit, special pieces included, and what is behind is lost', async () => {
    const { surfaces, unread, limit } = await read('a Bi b Bii c', { pieces: 6 })
    expect(limit).toEqual({ pieces: 6, from: 'asked' })
    expect(surfaces).toEqual(['Bi'])
    expect(unread).toEqual([{ start: 7, end: 12 }])
  })

  test('keeps its end where the tokenizer truncates on the left', async () => {
    const { surfaces, unread } = await read('Bi a Bii c', { pieces: 6 }, { truncation_side: 'left' })
    expect(surfaces).toEqual(['Bii'])
    expect(unread).toEqual([{ start: 0, end: 4 }])
  })

  test('law: with a stride nothing is lost, and nothing but entities at borders of windows differs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[aBi ]{0,40}$/), async text => {
        const whole = await read(text, {})
        const strided = await read(text, { pieces: 12, stride: 4 })
        expect(strided.unread).toEqual([])
        const covered = (span: { start: number; end: number }) =>
          strided.entities.some(entity => entity.start < span.end && span.start < entity.end)
        expect(whole.entities.every(covered)).toBe(true)
      }),
    )
  })

  test.each<[string, object | null, number | null, object]>([
    ['the tokenizer says', { model_max_length: 8 }, 20, { pieces: 8, from: 'tokenizer' }],
    ['the model can less', { model_max_length: 30 }, 20, { pieces: 20, from: 'model' }],
    ['the tokenizer says no length', { model_max_length: 1e30 }, 20, { pieces: 20, from: 'model' }],
    ['there is no tokenizer_config.json', null, 20, { pieces: 20, from: 'model' }],
    ['nobody says', {}, null, { pieces: null, from: 'none' }],
  ])('is cut where %s', async (_, config, maxPieces, limit) => {
    expect((await read('a', {}, config, maxPieces)).limit).toEqual(limit)
  })

  test.each<[Partial<Deployment>, string]>([
    [{ pieces: 21 }, '--truncate 21: config.json says that the model reads at most 20 pieces'],
    [{ pieces: 2 }, '--truncate 2: the special tokens alone are 2 pieces'],
    [{ pieces: 6, stride: 4 }, '--pipeline-stride 4: a window holds 4 pieces besides the special tokens'],
  ])('%j does not fit', async (deployment, message) => {
    await expect(read('a', deployment, null, 20)).rejects.toMatchObject({
      code: 'ARGUMENT',
      message: expect.stringContaining(message),
    })
  })
})

describe('reading', () => {
  test('one text at a time, nothing padded', async () => {
    rows.length = 0
    await read('a Bi. C Bii.', { sentences: 1 })
    expect(rows).toEqual([1, 6, 1, 7])
  })

  test('sentences by themselves: no entity reaches over their border', async () => {
    const text = 'a B. I said. Bi.'
    const together = await read('B\ni', {})
    expect(together.surfaces).toEqual(['B\ni'])
    const apart = await read('B\ni', { sentences: 1 })
    expect(apart).toMatchObject({ surfaces: ['B', 'i'], cuts: [2], unread: [] })
    expect((await read(text, { sentences: 2 })).surfaces).toEqual(['B', 'i', 'Bi'])
  })

  test('logits that are no numbers are said, with the passage', async () => {
    await expect(read('aN', {})).rejects.toMatchObject({ code: 'MODEL', message: expect.stringContaining('passage p') })
  })

  test('a damaged tokenizer_config.json is named', async () => {
    await expect(read('a', {}, { truncation_side: 'top' })).rejects.toMatchObject({
      code: 'MODEL',
      message: expect.stringMatching(/tokenizer_config\.json: truncation_side/),
    })
  })
})
