import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import type { GraphContext, LowerBound, Product } from '../../../src/inference/graph/graph-context.ts'
import { createGraphBuilder } from '../../../src/inference/graph/onnx/graph-builder.ts'
import { encodeModel } from '../../../src/inference/graph/onnx/model-proto.ts'
import { blockWiseProduct, quantizeBlocks } from '../../../src/inference/graph/precision/block-wise.ts'
import { floatProduct } from '../../../src/inference/graph/precision/float-product.ts'
import { toHalf } from '../../../src/inference/graph/precision/half.ts'
import { quantizeColumns } from '../../../src/inference/graph/precision/integer-weight.ts'
import { precisionOf } from '../../../src/inference/graph/precision/precisions.ts'
import { rowWiseProduct } from '../../../src/inference/graph/precision/row-wise.ts'
import { tensorWiseProduct } from '../../../src/inference/graph/precision/tensor-wise.ts'
import { createWeightTable } from '../../../src/inference/graph/weight-table.ts'

const from = 40 // not a multiple of a block
const to = 24

function draw(length: number, seed: number): Float32Array {
  let state = seed
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state / 2 ** 32 - 0.5) * 4
  })
}

const weight = draw(from * to, 1)
const bias = draw(to, 2)

/** A session that multiplies [rows, from] by the weight, and adds the bias. */
async function open(product: Product, lowest: LowerBound = null) {
  const graph = createGraphBuilder()
  const tensors = new Map([
    ['w', { name: 'w', shape: [to, from], values: weight }],
    ['b', { name: 'b', shape: [to], values: bias }],
  ])
  const weights = createWeightTable(graph, { tensors, files: ['model.safetensors'] }, 'bert')
  const x = graph.input('x', 'float32', ['rows', from])
  const context = { graph, weights } as unknown as GraphContext
  graph.output(
    'y',
    product(context, x, weights.linear('w', { from, to }), () => weights.take('b', [to]), lowest),
    'float32',
    ['rows', to],
  )
  const bytes = await encodeModel(graph.finish(), 'test', file => file)
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 })
  return async (values: Float32Array) => {
    const { y } = await session.run({ x: new Tensor('float32', values, [values.length / from, from]) })
    return y?.data as Float32Array
  }
}

function multiply(x: ArrayLike<number>, weights: ArrayLike<number>): number[] {
  const rows = x.length / from
  return Array.from({ length: rows * to }, (_, index) => {
    const [row, column] = [Math.floor(index / to), index % to]
    let sum = bias[column] ?? 0
    for (let k = 0; k < from; k++) sum += (x[row * from + k] ?? 0) * (weights[column * from + k] ?? 0)
    return sum
  })
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length)
  return Math.max(...Array.from({ length: a.length }, (_, index) => Math.abs((a[index] ?? 0) - (b[index] ?? 0))))
}

/** x as the row-wise scheme sees it: its numbers, rounded to 255 steps of which `zero` is 0. */
function roundRows(values: Float32Array, zero: number, least = 1e-12): number[] {
  return Array.from(values, (value, index) => {
    const row = values.subarray(Math.floor(index / from) * from, (Math.floor(index / from) + 1) * from)
    const scale = Math.max(Math.max(...row) / (255 - zero), -Math.min(...row) / zero, least)
    return Math.round(value / scale) * scale
  })
}

function roundColumns(top: 63 | 127): number[] {
  const [numbers, scales] = quantizeColumns(weight, { from, to, top })
  const whole = new Int8Array(numbers.buffer)
  const steps = new Float32Array(scales.buffer)
  expect(Math.max(...whole.map(Math.abs))).toBe(top)
  return Array.from(weight, (_, index) => {
    const output = Math.floor(index / from)
    return (whole[(index % from) * to + output] ?? 0) * (steps[output] ?? 0)
  })
}

function roundBlocks(bits: 4 | 8, block: number): number[] {
  const [packed, scales] = quantizeBlocks(weight, { from, to }, { bits, block })
  const steps = new Float32Array(scales.buffer)
  const blocks = Math.ceil(from / block)
  return Array.from(weight, (_, index) => {
    const [output, k] = [Math.floor(index / from), index % from]
    const place = (output * blocks + Math.floor(k / block)) * block + (k % block)
    const number = bits === 8 ? (packed[place] ?? 0) : ((packed[place >> 1] ?? 0) >> (4 * (place & 1))) & 15
    return (number - 2 ** (bits - 1)) * (steps[output * blocks + Math.floor(k / block)] ?? 0)
  })
}

const x = draw(7 * from, 3)

describe('a product is that of the rounded numbers', () => {
  test.each([63, 127] as const)('row-wise, weights up to %i', async top => {
    const multiplied = await (await open(rowWiseProduct({ top })))(x)
    expect(largestDifference(multiplied, multiply(roundRows(x, 128), roundColumns(top)))).toBeLessThan(1e-4)
  })

  test('row-wise behind a GELU: an eighth of the numbers is for what is negative', async () => {
    const gelu = x.map(value => (value > 0 ? value : value / 12))
    const multiplied = await (await open(rowWiseProduct({ top: 127 }), -0.17005))(gelu)
    const expected = multiply(roundRows(gelu, 32, 0.17005 / 32), roundColumns(127))
    expect(largestDifference(multiplied, expected)).toBeLessThan(1e-4)
    const coarse = multiply(roundRows(gelu, 128), roundColumns(127))
    const exact = multiply(gelu, roundColumns(127))
    expect(largestDifference(expected, exact)).toBeLessThan(largestDifference(coarse, exact))
  })

  test('float', async () => {
    expect(largestDifference(await (await open(floatProduct))(x), multiply(x, weight))).toBeLessThan(1e-4)
  })

  test('tensor-wise: near, with one scale for all', async () => {
    const multiplied = await (await open(tensorWiseProduct()))(x)
    const expected = multiply(x, roundColumns(127))
    expect(largestDifference(multiplied, expected)).toBeLessThan(0.2)
    expect(largestDifference(multiplied, expected)).toBeGreaterThan(0)
  })

  test.each([
    [8, 16],
    [8, 32],
    [4, 16],
    [4, 32],
  ] as const)('%i bits in blocks of %i', async (bits, block) => {
    const multiplied = await (await open(blockWiseProduct({ bits, block })))(x)
    // onnxruntime rounds the activations to 8 bits, block by block.
    expect(largestDifference(multiplied, multiply(x, roundBlocks(bits, block)))).toBeLessThan(0.2)
    const [step = 0] = [2 / 2 ** (bits - 1)]
    expect(largestDifference(roundBlocks(bits, block), weight)).toBeLessThanOrEqual(step * 1.01)
  })
})

describe('rows do not know of each other', () => {
  test.each<[string, () => Product]>([
    ['row-wise', () => rowWiseProduct({ top: 127 })],
    ['8 bits in blocks', () => blockWiseProduct({ bits: 8, block: 32 })],
  ])('%s: a row alone gives what it gives in a batch', async (_, product) => {
    const run = await open(product())
    const loud = x.map((value, index) => (index < from ? value * 100 : value))
    const together = await run(loud)
    for (let row = 0; row < 7; row++) {
      const alone = await run(loud.slice(row * from, (row + 1) * from))
      expect(Array.from(alone)).toEqual(Array.from(together.slice(row * to, (row + 1) * to)))
    }
  })

  test('tensor-wise: one loud row changes the others', async () => {
    const run = await open(tensorWiseProduct())
    const loud = x.map((value, index) => (index < from ? value * 100 : value))
    const quiet = (await run(loud.slice(from))).slice(0, to)
    expect(Array.from((await run(loud)).slice(to, 2 * to))).not.toEqual(Array.from(quiet))
  })
})

test('rows of zeros give the bias', async () => {
  for (const product of [rowWiseProduct({ top: 127 }), tensorWiseProduct(), blockWiseProduct({ bits: 4, block: 32 })]) {
    expect(largestDifference(await (await open(product))(new Float32Array(2 * from)), [...bias, ...bias])).toBe(0)
  }
})

test('half precision rounds, and refuses what it cannot hold, by name', () => {
  expect(Array.from(new Float16Array(toHalf('f', 't', Float32Array.of(1.1, -65_504)).buffer))).toEqual([
    1.099609375, -65_504,
  ])
  expect(() => toHalf('model.safetensors', 'w', Float32Array.of(0, 70_000))).toThrow(
    'model.safetensors: tensor "w": number 1 is 70000, beyond the range of half precision; use --dtype fp32',
  )
})

test('names of precisions', () => {
  expect(['fp32', 'int8', 'q8', 'q4', 'int8-dynamic', 'q4f16'].map(precisionOf)).toEqual([
    'fp32',
    'int8-rowwise',
    'int8-dynamic',
    'int4-blockwise',
    'int8-dynamic',
    null,
  ])
})
