import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import { isInside, parseJsonOrNull } from './listing.ts'

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) })

/** Of the names of some thousand tensors. */
const maxBytes = 64 * 1024 * 1024

/** The files that an index of shards names, each once. Throws `MODEL`, naming `what`, where it is no index, or one of them lies elsewhere. */
export async function readShardNames(path: string, what: string): Promise<readonly string[]> {
  const { size } = await stat(path)
  const text = size > maxBytes ? '' : await readFile(path, 'utf8')
  const parsed = indexSchema.safeParse(parseJsonOrNull(text))
  if (!parsed.success)
    throw new BenchError('MODEL', `${what}: not an index of shards: expected an object weight_map from tensor to file`)
  const names = [...new Set(Object.values(parsed.data.weight_map))]
  const outside = names.find(name => !isInside(name))
  if (outside !== undefined) {
    const shown = JSON.stringify(outside.slice(0, 200))
    throw new BenchError('MODEL', `${what}: weight_map names ${shown}, which does not lie in the folder of the model`)
  }
  return names
}
