import { rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkFinite, floatsOf, readFloats } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import {
  type StoredTensor,
  type TensorType,
  tensorTypeBytes,
} from '../../../src/inference/checkpoint/tensors/stored-tensor.ts'
import { refusalOf, withFolder } from './files.ts'

/** Runs with a tensor of these numbers that lies behind three other bytes. */
function withTensor<T>(dtype: TensorType, numbers: ArrayBufferView, run: (tensor: StoredTensor) => Promise<T>) {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
  const content = new Uint8Array([1, 2, 3, ...bytes])
  return withFolder({ w: content }, folder =>
    run({
      name: 'the.weight',
      dtype,
      shape: [bytes.length / (tensorTypeBytes.get(dtype) ?? 1)],
      file: join(folder, 'w'),
      offset: 3,
      bytes: bytes.length,
    }),
  )
}

/** By the definition: sign, five bits of exponent, ten of mantissa. */
function halfByDefinition(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1
  const exponent = (bits >> 10) & 31
  const mantissa = bits & 1023
  return sign * (exponent === 0 ? mantissa * 2 ** -24 : (1 + mantissa / 1024) * 2 ** (exponent - 15))
}

describe('numbers of a tensor', () => {
  test('every finite half-precision number is widened exactly, subnormal ones and both zeros included', async () => {
    const bits = Uint16Array.from({ length: 65_536 }, (_, i) => i).filter(i => ((i >> 10) & 31) !== 31)
    expect(bits.length).toBe(63_488)
    const values = await withTensor('F16', bits, readFloats)
    expect([...values]).toEqual([...bits].map(halfByDefinition))
    expect(Object.is(values[bits.indexOf(0x8000)], -0)).toBe(true)
    expect(values[1]).toBe(2 ** -24)
  })

  test('every finite bfloat16 is the float32 with the same upper half', async () => {
    const bits = Uint16Array.from({ length: 65_536 }, (_, i) => i).filter(i => ((i >> 7) & 255) !== 255)
    const values = await withTensor('BF16', bits, readFloats)
    expect([...new Uint32Array(values.buffer)]).toEqual([...bits].map(upper => upper * 65_536))
    expect(values[1]).toBe(2 ** -133)
  })

  test('float32 is read as it is, float64 is rounded', async () => {
    expect([...(await withTensor('F32', Float32Array.of(0.1, -3e38), readFloats))]).toEqual([
      Math.fround(0.1),
      Math.fround(-3e38),
    ])
    expect([...(await withTensor('F64', Float64Array.of(0.1, 1e-300), readFloats))]).toEqual([Math.fround(0.1), 0])
  })

  test.each<[TensorType, ArrayBufferView, string]>([
    ['F32', Float32Array.of(0, Number.NaN), 'tensor "the.weight": number 1 is NaN'],
    ['F32', Float32Array.of(-1 / 0), 'number 0 is infinite'],
    ['F16', Uint16Array.of(0x7bff, 0x7e00), 'number 1 is NaN'],
    ['F16', Uint16Array.of(0xfc00), 'number 0 is infinite'],
    ['BF16', Uint16Array.of(0x7f7f, 1, 0x7fc0), 'number 2 is NaN'],
    ['F64', Float64Array.of(1e39), 'number 0 is infinite'],
  ])('%s %o is refused with the place', async (dtype, numbers, why) => {
    expect(await withTensor(dtype, numbers, tensor => refusalOf(readFloats(tensor)))).toContain(why)
    expect(await withTensor(dtype, numbers, tensor => refusalOf(checkFinite(tensor)))).toContain(why)
  })

  test('whole numbers are no weights, but there is nothing to find in them either', async () => {
    const numbers = BigInt64Array.of(1n)
    expect(await withTensor('I64', numbers, tensor => refusalOf(readFloats(tensor)))).toContain(
      'is I64; weights must be',
    )
    await withTensor('I64', numbers, checkFinite)
  })

  test('a number that is not finite is found behind the first part too', async () => {
    const many = new Float32Array(2 ** 22 + 2)
    many[2 ** 22 + 1] = Number.NaN
    const message = await withFolder({ w: new Uint8Array(many.buffer) }, folder =>
      refusalOf(
        checkFinite({
          name: 'x',
          dtype: 'F32',
          shape: [many.length],
          file: join(folder, 'w'),
          offset: 0,
          bytes: many.byteLength,
        }),
      ),
    )
    expect(message).toContain('number 4194305 is NaN')
  })

  test('a file that has been cut or removed since', async () => {
    await withTensor('F32', Float32Array.of(1, 2), async tensor => {
      truncateSync(tensor.file, 10)
      expect(await refusalOf(readFloats(tensor))).toContain('truncated: it ends within bytes 3 to 11')
      rmSync(tensor.file)
      expect(await refusalOf(floatsOf(tensor))).toContain('not found')
      rmSync(tensor.file, { force: true })
    })
    const values = Float32Array.of(1)
    expect(await floatsOf({ name: 'x', shape: [1], values })).toBe(values)
  })
})
