import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { placeWeights, weightBytesOf } from '../../../src/inference/export/place-weights.ts'
import { createGraphBuilder } from '../../../src/inference/graph/onnx/graph-builder.ts'
import { encodeModel, type OnnxModel } from '../../../src/inference/graph/onnx/model-proto.ts'
import { withFolder } from '../tensors/files.ts'

const size = 1000
const stored = Float32Array.from({ length: size }, (_, index) => index / 8)
const bytesOf = (values: Float32Array) => new Uint8Array(values.buffer)

/** `x + stored + derived + inline + 1`, each of the three another way to hold numbers. */
function sumModel(file: string): OnnxModel {
  const graph = createGraphBuilder()
  const x = graph.input('x', 'float32', [size])
  const data = { file, offset: 8, bytes: 4 * size }
  const read = async () => bytesOf(stored.map(value => value * 2))
  const parts = [
    graph.initializer('stored', 'float32', [size], data),
    graph.initializer('derived', 'float32', [size], { bytes: 4 * size, read }),
    graph.initializer('inline', 'float32', [size], bytesOf(stored.map(value => value * 4))),
    graph.constant(1),
  ]
  graph.output(
    'y',
    parts.reduce((sum, part) => graph.node('Add', [sum, part]), x),
    'float32',
    [size],
  )
  return graph.finish()
}

const expected = Array.from(stored, value => value * 7 + 1)

async function run(session: InferenceSession): Promise<number[]> {
  const { y } = await session.run({ x: new Tensor('float32', new Float32Array(size), [size]) })
  return Array.from(y?.data as Float32Array)
}

const source = { 'weights.bin': Buffer.concat([Buffer.alloc(8), bytesOf(stored)]) }

test('weights go into the graph where they fit', () =>
  withFolder(source, async folder => {
    const model = sumModel(`${folder}/weights.bin`)
    expect(weightBytesOf(model)).toBe(3 * 4 * size + 4)
    const placed = placeWeights(model, 'model.onnx_data')
    expect(placed.beside).toBeNull()
    const bytes = await encodeModel(placed.model, 'fp32', file => file)
    expect(await run(await InferenceSession.create(bytes))).toEqual(expected)
  }))

test('what does not fit goes beside it, one behind the other, and small constants stay', () =>
  withFolder(source, async folder => {
    const placed = placeWeights(sumModel(`${folder}/weights.bin`), 'model.onnx_data', 5000)
    expect(placed.beside).not.toBeNull()
    const chunks = await Array.fromAsync((await placed.beside?.()) ?? [])
    expect(Buffer.concat(chunks).length).toBe(3 * 4 * size)
    const graph = await encodeModel(placed.model, 'fp32', file => file)
    expect(graph.length).toBeLessThan(2000)
    await withFolder({ 'model.onnx': graph, 'model.onnx_data': Buffer.concat(chunks) }, async to => {
      expect(await run(await InferenceSession.create(`${to}/model.onnx`))).toEqual(expected)
    })
  }))

test('a graph that protobuf cannot hold is refused with the remedy', async () => {
  const graph = createGraphBuilder()
  const huge = graph.initializer('huge', 'int8', [1], { bytes: 1, read: async () => new Uint8Array(2 ** 31) })
  graph.output('y', huge, 'int8', [1])
  await expect(encodeModel(graph.finish(), 'fp32', file => file)).rejects.toMatchObject({
    code: 'MODEL',
    message: expect.stringMatching(/more than protobuf can hold .*models quantize/),
  })
})
