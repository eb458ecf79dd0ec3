import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { floatsOf } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import { float32File, refusalOf, safetensorsOf, withFolder } from './files.ts'
import { stateDict, tensor } from './pickler.ts'
import { archive, sixth } from './torch-archive.ts'

const a = float32File({ a: { shape: [2], values: [1, 2] } })
const b = float32File({ b: { shape: [1], values: [3] } })
const index = (map: unknown) => JSON.stringify({ metadata: { total_size: 12 }, weight_map: map })
const indexName = 'model.safetensors.index.json'

function refusal(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  return withFolder(files, folder => refusalOf(openTensors(folder)))
}

describe('tensors of a folder', () => {
  test('shards are one store', async () => {
    const files = {
      [indexName]: index({ b: '2.safetensors', a: '1.safetensors' }),
      '1.safetensors': a,
      '2.safetensors': b,
    }
    await withFolder(files, async folder => {
      const store = await openTensors(folder)
      expect(store.files).toEqual([join(folder, '2.safetensors'), join(folder, '1.safetensors')])
      const values = await Promise.all([...store.tensors.values()].map(floatsOf))
      expect(values.map(value => [...value])).toEqual([[3], [1, 2]])
    })
  })

  test('a single file goes before an index, as in transformers', async () => {
    await withFolder({ 'model.safetensors': a, [indexName]: index({ b: '2.safetensors' }) }, async folder => {
      expect([...(await openTensors(folder)).tensors.keys()]).toEqual(['a'])
    })
  })

  test('a tensor that the index forgot is there all the same', async () => {
    const both = float32File({ a: { shape: [1], values: [1] }, b: { shape: [1], values: [2] } })
    await withFolder({ [indexName]: index({ a: 's.safetensors' }), 's.safetensors': both }, async folder => {
      expect([...(await openTensors(folder)).tensors.keys()]).toEqual(['a', 'b'])
    })
  })

  test.each([
    '../x.safetensors',
    '/etc/passwd',
    'sub/x.safetensors',
    '..\\x.safetensors',
    'C:x.safetensors',
    '..',
    '.',
    'x\0y',
  ])('a shard called %j may lie outside', async name => {
    const message = await refusal({ [indexName]: index({ a: name }) })
    expect(message).toContain(`${indexName}: weight_map: "a": ${JSON.stringify(name)} may lie outside the folder`)
  })

  test.each([
    [index({ a: 5 }), 'weight_map: "a": expected a file name'],
    [index({ a: '' }), 'weight_map: "a": expected a file name'],
    [index([]), 'weight_map: expected an object'],
    [index({}), 'weight_map names no tensor'],
    ['{}', 'weight_map: expected an object'],
    ['{"weight_map":{"a":"s","a":"t"}}', 'the key "a" is a duplicate'],
    ['[', 'not JSON'],
    ['['.repeat(100_000), 'nested deeper than 16 levels'],
    ['', 'the file is empty'],
  ])('refuses the index %s', async (content, why) => {
    const message = await refusal({ [indexName]: content })
    expect(message).toContain(indexName)
    expect(message).toContain(why)
  })

  test('a pointer of Git LFS is told from weights, in either format', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n'
    for (const name of ['model.safetensors', 'pytorch_model.bin']) {
      expect(await refusal({ [name]: pointer })).toContain(`${name}: a pointer of Git LFS`)
    }
  })

  test('shards of pytorch_model.bin are opened as well', async () => {
    const bin = archive(stateDict({ a: tensor(sixth) }))
    await withFolder({ 'pytorch_model.bin.index.json': index({ a: 's.bin' }), 's.bin': bin }, async folder => {
      expect([...(await openTensors(folder)).tensors.keys()]).toEqual(['a'])
    })
  })

  test('refuses a missing shard, a shard without its tensor, a tensor in two shards, an empty file, an empty folder', async () => {
    const missing = await refusal({ [indexName]: index({ a: 's' }) })
    expect(missing).toMatch(/\/s: not found \(a shard that .*index\.json names\)/)
    expect(await refusal({ [indexName]: index({ a: 's', c: 's' }), s: a })).toContain('tensor "c" is missing, though')
    const twice = await refusal({ [indexName]: index({ a: 's', b: 't' }), s: a, t: a })
    expect(twice).toContain('tensor "a" is a duplicate')
    expect(await refusal({ 'model.safetensors': safetensorsOf('{}', new Uint8Array(0)) })).toContain('has no tensors')
    expect(await refusal({})).toMatch(/model\.safetensors: not found; expected one of/)
    expect(await refusalOf(openTensors('/nowhere/at/all'))).toContain('model.safetensors: not found')
  })
})
