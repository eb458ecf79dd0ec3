import { BenchError } from '../../../core/error.ts'
import type { TensorBranch, TensorSources } from '../tensors/stored-tensor.ts'
import { type FittedPair, fitAdapter } from './fitted-adapter.ts'

/** A base as it lies in its files, and what runs beside its weights. */
export interface BranchedTensors extends TensorSources {
  readonly branches: ReadonlyMap<string, TensorBranch>
}

/**
 * Lays the LoRA adapter of a folder beside a base: no weight changes, and its halves are tensors like any other, where they lie. Whole modules take
 * the place of the base's. Throws `MODEL` as `fitAdapter`, and where a factor is beyond float32.
 */
export async function branchAdapter(base: TensorSources, folder: string): Promise<BranchedTensors> {
  const { pairs, files, ...fitted } = await fitAdapter(base, folder)
  const tensors = new Map(fitted.tensors)
  for (const { a, b } of pairs) for (const half of [a, b]) tensors.set(half.name, half)
  return { tensors, files, branches: new Map(pairs.map(pair => [pair.weight.name, branchOf(pair)])) }
}

function branchOf({ place, a, b, scaling: { rank, factor } }: FittedPair): TensorBranch {
  if (!Number.isFinite(Math.fround(factor))) {
    throw new BenchError('MODEL', `${place}: what it adds is beyond the range of float32`)
  }
  return { place, a: a.name, b: b.name, rank, factor }
}
