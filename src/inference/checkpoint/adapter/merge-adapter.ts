import { BenchError } from '../../../core/error.ts'
import { floatsOf } from '../tensors/read-floats.ts'
import type { MemoryTensor, TensorSources } from '../tensors/stored-tensor.ts'
import type { AdapterConfig } from './adapter-config.ts'
import { type FittedPair, fitAdapter } from './fitted-adapter.ts'

/** A base with an adapter laid over it. */
export interface MergedTensors extends TensorSources {
  readonly config: AdapterConfig
  /** Names of the base's tensors that the adapter changed, and of those that it brought whole. */
  readonly merged: readonly string[]
  readonly replaced: readonly string[]
}

/**
 * Lays the LoRA adapter of a folder over a base: `W + s·B·A` for every adapted module, in memory as float32, and whole modules in place
 * of the base's. Sums are made in double precision and rounded once. Throws `MODEL` as `fitAdapter`, and where a sum is beyond float32.
 */
export async function mergeAdapter(base: TensorSources, folder: string): Promise<MergedTensors> {
  const { config, pairs, replaced, files, ...fitted } = await fitAdapter(base, folder)
  const tensors = new Map(fitted.tensors)
  for (const pair of pairs) tensors.set(pair.weight.name, await mergePair(pair))
  return { tensors, files, config, merged: pairs.map(({ weight }) => weight.name), replaced }
}

async function mergePair({ weight, scaling: { rank, factor }, place, a, b }: FittedPair): Promise<MemoryTensor> {
  const [, columns = 0] = weight.shape
  const values = (await floatsOf(weight)).slice()
  addProduct(values, columns, await floatsOf(b), await floatsOf(a), rank, factor)
  if (!values.every(Number.isFinite)) {
    throw new BenchError('MODEL', `${place}: what it adds is beyond the range of float32`)
  }
  return { name: weight.name, shape: weight.shape, values }
}

/** Adds `factor · B·A` to a matrix of so many columns. */
function addProduct(
  target: Float32Array,
  columns: number,
  b: Float32Array,
  a: Float32Array,
  rank: number,
  factor: number,
): void {
  const sums = new Float64Array(columns)
  for (let row = 0; row * columns < target.length; row++) {
    sums.fill(0)
    for (let k = 0; k < rank; k++) {
      const scale = factor * (b[row * rank + k] ?? 0)
      for (let column = 0; column < columns; column++) {
        sums[column] = (sums[column] ?? 0) + scale * (a[k * columns + column] ?? 0)
      }
    }
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      target[at] = (target[at] ?? 0) + (sums[column] ?? 0)
    }
  }
}
