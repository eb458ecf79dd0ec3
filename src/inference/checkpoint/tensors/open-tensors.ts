import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { BenchError } from '../../../core/error.ts'
import { readTorchFile } from './pickle/torch-file.ts'
import { quoted } from './quoted.ts'
import { readSafetensors } from './safetensors.ts'
import { readShardIndex } from './shard-index.ts'
import type { TensorSource, TensorSources } from './stored-tensor.ts'

/** Reads what lies in one file of weights. */
type Reader = (path: string) => Promise<readonly TensorSource[]>

/**
 * The tensors of a folder: model.safetensors, or model.safetensors.index.json with its shards, or pytorch_model.bin; of an adapter's
 * folder adapter_model.safetensors or adapter_model.bin. Only headers are read, and of a .bin
 * what does not lie row by row. Throws `MODEL`, naming the file, the tensor and the cause.
 */
export async function openTensors(folder: string, what: 'model' | 'adapter_model' = 'model'): Promise<TensorSources> {
  const layouts = layoutsOf(what)
  const names: readonly string[] = await readdir(folder).catch(() => [])
  const layout = layouts.find(({ fileName }) => names.includes(fileName))
  if (layout === undefined) {
    const wanted = layouts.map(({ fileName }) => fileName).join(', ')
    throw new BenchError('MODEL', `${join(folder, `${what}.safetensors`)}: not found; expected one of ${wanted}`)
  }
  if (layout.sharded) return openShards(folder, layout.fileName, layout.read)
  return openTensorFile(join(folder, layout.fileName), layout.read)
}

interface Layout {
  readonly fileName: string
  readonly read: Reader
  readonly sharded: boolean
}

/** In the order of preference that transformers has. */
function layoutsOf(what: 'model' | 'adapter_model'): readonly Layout[] {
  const torch = what === 'model' ? 'pytorch_model.bin' : `${what}.bin`
  return [
    { fileName: `${what}.safetensors`, read: readSafetensors, sharded: false },
    { fileName: `${what}.safetensors.index.json`, read: readSafetensors, sharded: true },
    { fileName: torch, read: readTorchFile, sharded: false },
    { fileName: `${torch}.index.json`, read: readTorchFile, sharded: true },
  ]
}

/** The tensors of one file. Throws `MODEL` where it has none. */
async function openTensorFile(path: string, read: Reader): Promise<TensorSources> {
  const tensors = new Map((await read(path)).map(tensor => [tensor.name, tensor]))
  if (tensors.size === 0) throw new BenchError('MODEL', `${path}: the file has no tensors`)
  return { tensors, files: [path] }
}

/** A shard may hold tensors that the index forgot; two shards may not hold the same one. */
async function openShards(folder: string, fileName: string, read: Reader): Promise<TensorSources> {
  const index = await readShardIndex(folder, fileName)
  const tensors = new Map<string, TensorSource>()
  const shards = new Map<string, string>()
  for (const [shard, names] of index.shards) {
    const held = await readShard(index.path, shard, read)
    for (const tensor of held) {
      const other = shards.get(tensor.name)
      if (other !== undefined) {
        throw new BenchError('MODEL', `${shard}: tensor ${quoted(tensor.name)} is a duplicate: ${other} has it too`)
      }
      tensors.set(tensor.name, tensor)
      shards.set(tensor.name, shard)
    }
    const missing = names.find(name => shards.get(name) !== shard)
    if (missing !== undefined) {
      throw new BenchError(
        'MODEL',
        `${shard}: tensor ${quoted(missing)} is missing, though ${index.path} places it here`,
      )
    }
  }
  return { tensors, files: [...index.shards.keys()] }
}

async function readShard(index: string, shard: string, read: Reader): Promise<readonly TensorSource[]> {
  try {
    return await read(shard)
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    throw new BenchError('MODEL', `${error.message} (a shard that ${index} names)`, { cause: error })
  }
}
