import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFloats } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import { readSafetensors } from '../../../src/inference/checkpoint/tensors/safetensors.ts'
import { float32File, refusalOf, safetensorsOf, withFolder } from './files.ts'

const f32 = (shape: number[], from: number, to: number) => ({ dtype: 'F32', shape, data_offsets: [from, to] })

function refusal(content: Uint8Array): Promise<string> {
  return withFolder({ 'w.safetensors': content }, folder => refusalOf(readSafetensors(join(folder, 'w.safetensors'))))
}

describe('safetensors', () => {
  test('gives every tensor with its place; empty and scalar ones too; the order of the header is free', async () => {
    const header = {
      __metadata__: { format: 'pt' },
      b: f32([], 24, 28),
      none: f32([0, 5], 24, 24),
      a: f32([2, 3], 0, 24),
    }
    const file = safetensorsOf(`${JSON.stringify(header)}   `, new Uint8Array(new Float32Array(7).fill(2).buffer))
    await withFolder({ 'w.safetensors': file }, async folder => {
      const tensors = await readSafetensors(join(folder, 'w.safetensors'))
      const start = file.length - 28
      expect(tensors.map(({ name, shape, offset, bytes }) => [name, shape, offset - start, bytes])).toEqual([
        ['b', [], 24, 4],
        ['none', [0, 5], 24, 0],
        ['a', [2, 3], 0, 24],
      ])
      expect(await Promise.all(tensors.map(async tensor => [...(await readFloats(tensor))]))).toEqual([
        [2],
        [],
        [2, 2, 2, 2, 2, 2],
      ])
    })
  })

  test('names that an object of JavaScript has anyway are names', async () => {
    const header = `{"__proto__":${JSON.stringify(f32([1], 0, 4))},"constructor":${JSON.stringify(f32([1], 4, 8))}}`
    await withFolder({ 'w.safetensors': safetensorsOf(header, new Uint8Array(8)) }, async folder => {
      const tensors = await readSafetensors(join(folder, 'w.safetensors'))
      expect(tensors.map(({ name }) => name)).toEqual(['__proto__', 'constructor'])
    })
  })

  test('refuses files that are too short, and header lengths that cannot be', async () => {
    expect(await refusal(new Uint8Array(0))).toContain('the file is empty')
    expect(await refusal(new Uint8Array(7))).toContain('7 bytes are too few for a header length')
    expect(await refusal(new Uint8Array(8).fill(255))).toContain(
      'header length of 18446744073709552000 bytes points past',
    )
    const long = safetensorsOf(' '.repeat(16 * 1024 * 1024 + 1), new Uint8Array(0))
    expect(await refusal(long)).toContain('beyond the limit of 16777216')
    expect(await refusal(new Uint8Array(8))).toContain('the header is not JSON')
  })

  test.each([
    ['{"a":', 'the header is not JSON'],
    ['[]', 'the header is not a JSON object'],
    ['null', 'the header is not a JSON object'],
    ['{"a":1}', 'tensor "a": the header'],
    ['{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', 'tensor "a": shape.0'],
    ['{"a":{"dtype":"F32","shape":[0.5],"data_offsets":[0,4]}}', 'tensor "a": shape.0'],
    ['{"a":{"dtype":"F32","shape":[1e300],"data_offsets":[0,4]}}', 'tensor "a": shape.0'],
    ['{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}', 'tensor "a": data_offsets'],
    ['{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}', 'tensor "a": its bytes 4 to 0 are out of range'],
    ['{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 'tensor "a": its bytes 0 to 8 are out of range'],
    ['{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 'the shape [2] of F32 needs 8 bytes, it has 4'],
    ['{"a":{"dtype":"F32","shape":[9007199254740991,9007199254740991],"data_offsets":[0,4]}}', 'the shape'],
    ['{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}', 'the dtype "F8_E4M3" is none of'],
    ['{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}', '1 bytes behind "a" belong to no tensor'],
    ['{"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}', '1 bytes between the header and "a" belong to no tensor'],
    ['{"a":{"dtype":"U8","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 'duplicate key: "dtype"'],
    [
      '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"\\u0061":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}',
      'duplicate key: "a"',
    ],
    [
      '{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}',
      'tensors "a" and "b" overlap',
    ],
    ['['.repeat(1_000_000), 'nested deeper'],
    ['{"a":"\ud800"', 'the header is not'],
  ])('refuses %s', async (header, why) => {
    expect(await refusal(safetensorsOf(header, new Uint8Array(4)))).toContain(why)
  })

  test('refuses a header that is not UTF-8, a folder, and a file that is not there', async () => {
    const file = safetensorsOf('{"a"}', new Uint8Array(0))
    file[9] = 0xff
    expect(await refusal(file)).toContain('the header is not UTF-8')
    await withFolder({}, async folder => {
      expect(await refusalOf(readSafetensors(folder))).toContain('not a file')
      expect(await refusalOf(readSafetensors(join(folder, 'x')))).toContain('x: not found')
    })
  })

  test('a long name with control characters stands in the message on one short line', async () => {
    const header = { [`\n\u001b[31m${'x'.repeat(5000)}`]: { dtype: 'F32' } }
    const message = await refusal(safetensorsOf(header, new Uint8Array(0)))
    expect(message.includes('\n') || message.includes('\u001b')).toBe(false)
    expect(message.length).toBeLessThan(400)
  })

  test('a sound file with some bytes changed gives tensors or MODEL, and nothing else', async () => {
    const sound = float32File({
      'encoder.weight': { shape: [2, 2], values: [1, 2, 3, 4] },
      'encoder.bias': { shape: [2], values: [5, 6] },
    })
    const change = fc.record({ at: fc.nat(sound.length - 1), to: fc.integer({ min: 0, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.nat(sound.length),
        async (changes, length) => {
          const file = sound.slice(0, changes.length % 2 === 0 ? length : sound.length)
          for (const { at, to } of changes) if (at < file.length) file[at] = to
          await withFolder({ 'w.safetensors': file }, async folder => {
            const result = await readSafetensors(join(folder, 'w.safetensors')).catch((error: unknown) => error)
            if (!Array.isArray(result)) expect(result).toMatchObject({ name: 'BenchError', code: 'MODEL' })
          })
        },
      ),
      { numRuns: 300 },
    )
  })
})
