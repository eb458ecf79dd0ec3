import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCheckpoint } from '../../../src/inference/checkpoint/checkpoint.ts'
import { floatsOf } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import type { TensorSource } from '../../../src/inference/checkpoint/tensors/stored-tensor.ts'
import { buildGraph } from '../../../src/inference/graph/build-graph.ts'
import { encodeModel } from '../../../src/inference/graph/onnx/model-proto.ts'

/** Writes a checkpoint into `to` as transformers.js wants it: `onnx/model.onnx` in fp32, weights within, and the small files. */
export async function writeExport(from: string, to: string): Promise<void> {
  const checkpoint = await readCheckpoint({ path: from, dtype: 'fp32', adapter: null, backend: 'ort' })
  if (checkpoint.weights.kind !== 'tensors') throw new Error(`${from}: expected tensors`)
  const { tensors, files } = checkpoint.weights.store
  const widened = new Map<string, TensorSource>()
  for (const [name, tensor] of tensors) {
    widened.set(name, { name, shape: tensor.shape, values: await floatsOf(tensor) })
  }
  const { model } = buildGraph({
    path: checkpoint.config.path,
    values: checkpoint.config.values,
    weights: { tensors: widened, files },
    labels: { path: checkpoint.labels.path, count: checkpoint.labels.names.length },
  })
  await mkdir(join(to, 'onnx'), { recursive: true })
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
    await copyFile(join(from, name), join(to, name))
  await writeFile(
    join(to, 'onnx', 'model.onnx'),
    encodeModel(model, file => file),
  )
}
