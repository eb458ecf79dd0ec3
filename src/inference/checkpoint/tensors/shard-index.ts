import { basename, join } from 'node:path'
import { z } from 'zod'
import { BenchError } from '../../../core/error.ts'
import { parseJson } from '../json-file.ts'
import { quoted } from './quoted.ts'
import { surveyKeys } from './repeated-key.ts'
import { withWeightsFile } from './weights-file.ts'

/** Which tensors an index file expects in which file of its folder. */
export interface ShardIndex {
  readonly path: string
  /** Names of tensors by path of the shard, in the order of the index. */
  readonly shards: ReadonlyMap<string, readonly string[]>
}

const maxBytes = 64 * 1024 * 1024
const maxDepth = 16
const schema = z.object({
  weight_map: z.custom<object>(value => typeof value === 'object' && value !== null && !Array.isArray(value), {
    error: 'expected an object from tensor to file name',
  }),
})

/**
 * Reads `model.safetensors.index.json` of a folder. Throws `MODEL` where it is no such index, and where a shard has a name that could
 * lead outside the folder.
 */
export async function readShardIndex(folder: string, fileName: string): Promise<ShardIndex> {
  const path = join(folder, fileName)
  const bytes = await withWeightsFile(path, file => {
    if (file.bytes > maxBytes) throw new BenchError('MODEL', `${path}: larger than ${maxBytes} bytes`)
    return file.read(0, file.bytes)
  })
  const { repeated, depth } = surveyKeys(new TextDecoder().decode(bytes), maxDepth)
  if (depth > maxDepth) throw new BenchError('MODEL', `${path}: nested deeper than ${maxDepth} levels`)
  if (repeated !== null) throw new BenchError('MODEL', `${path}: the key ${quoted(repeated)} is a duplicate`)
  const shards = new Map<string, string[]>()
  for (const [tensor, shard] of Object.entries(parseJson(path, bytes, schema).weight_map)) {
    const file = shardPath(folder, path, tensor, shard)
    const names = shards.get(file)
    if (names === undefined) shards.set(file, [tensor])
    else names.push(tensor)
  }
  if (shards.size === 0) throw new BenchError('MODEL', `${path}: weight_map names no tensor`)
  return { path, shards }
}

/** Shards lie beside their index; a name with a slash, a drive or dots has no business there. */
function shardPath(folder: string, index: string, tensor: string, shard: unknown): string {
  const place = `${index}: weight_map: ${quoted(tensor)}`
  if (typeof shard !== 'string' || shard === '') throw new BenchError('MODEL', `${place}: expected a file name`)
  if (shard !== basename(shard) || /[\\/:\0]/.test(shard) || shard === '.' || shard === '..') {
    throw new BenchError('MODEL', `${place}: ${quoted(shard)} may lie outside the folder; expected a plain file name`)
  }
  return join(folder, shard)
}
