import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportModel } from '../../../src/inference/export/export-model.ts'

/** Writes a checkpoint into `to` as transformers.js wants it: the graph in `onnx/`, in fp32, and the small files. */
export async function writeExport(from: string, to: string): Promise<void> {
  const { fileName, files } = await exportModel(from, 'fp32', null)
  await mkdir(join(to, 'onnx'), { recursive: true })
  for (const [name, make] of files) await writeFile(join(to, name === fileName ? 'onnx' : '', name), await make())
}
