import { BenchError } from '../../../core/error.ts'
import { openTensors } from '../tensors/open-tensors.ts'
import { quoted } from '../tensors/quoted.ts'
import { floatsOf } from '../tensors/read-floats.ts'
import type { MemoryTensor, TensorSource, TensorSources } from '../tensors/stored-tensor.ts'
import { type AdapterConfig, readAdapterConfig } from './adapter-config.ts'
import { type LoraPair, sortAdapterTensors } from './adapter-tensors.ts'
import { createScaling, type LoraScaling } from './lora-scaling.ts'

/** A base with an adapter laid over it. */
export interface MergedTensors extends TensorSources {
  readonly config: AdapterConfig
  /** Names of the base's tensors that the adapter changed, and of those that it brought whole. */
  readonly merged: readonly string[]
  readonly replaced: readonly string[]
}

/**
 * Lays the LoRA adapter of a folder over a base: `W + s·B·A` for every adapted module, in memory as float32, and whole modules in place
 * of the base's. Sums are made in double precision and rounded once. Tensors keep the names that the base has for them (one without
 * a head has no prefix). Throws `MODEL`, naming file, tensor or key, where the adapter is no plain LoRA or does not fit the base.
 */
export async function mergeAdapter(base: TensorSources, folder: string): Promise<MergedTensors> {
  const config = await readAdapterConfig(folder)
  const store = await openTensors(folder, 'adapter_model')
  const { pairs, replacements } = sortAdapterTensors(store, config)
  const scalingOf = createScaling(config)
  const tensors = new Map(base.tensors)
  const merged = new Set<string>()
  for (const pair of pairs) {
    const { name, weight } = targetOf(base, pair)
    if (merged.has(name)) throw new BenchError('MODEL', `${pair.place}: ${quoted(name)} has another pair already`)
    tensors.set(name, await mergePair(weight, pair, scalingOf(pair.module), config))
    merged.add(name)
  }
  const replaced: string[] = []
  for (const [fullName, tensor] of replacements) {
    const name = nameInBase(base, fullName)
    if (merged.has(name)) throw new BenchError('MODEL', `${folder}: ${quoted(name)} is both merged and replaced`)
    // A base of old has LayerNorm.gamma where the adapter has LayerNorm.weight.
    tensors.delete(name.replace(/\.weight$/, '.gamma').replace(/\.bias$/, '.beta'))
    tensors.set(name, { ...tensor, name })
    replaced.push(name)
  }
  return { tensors, files: [...base.files, ...store.files], config, merged: [...merged], replaced }
}

/** A base without a head has its names without the first part: `encoder.…` instead of `bert.encoder.…`. */
function nameInBase(base: TensorSources, fullName: string): string {
  if (base.tensors.has(fullName)) return fullName
  const bare = fullName.slice(fullName.indexOf('.') + 1)
  return base.tensors.has(bare) ? bare : fullName
}

function targetOf(base: TensorSources, { module, place }: LoraPair): { name: string; weight: TensorSource } {
  const name = nameInBase(base, `${module}.weight`)
  const weight = base.tensors.get(name)
  if (weight !== undefined) return { name, weight }
  throw new BenchError(
    'MODEL',
    `${place}: the base has no ${quoted(`${module}.weight`)}; the adapter is for another model`,
  )
}

async function mergePair(
  weight: TensorSource,
  { place, a, b }: LoraPair,
  { rank, factor }: LoraScaling,
  config: AdapterConfig,
): Promise<MemoryTensor> {
  const [rows = 0, columns = 0] = weight.shape
  const fits = isShape(a.shape, [rank, columns]) && isShape(b.shape, [rows, rank]) && weight.shape.length === 2
  if (!fits) {
    throw new BenchError(
      'MODEL',
      `${place}: the shapes of lora_A [${a.shape}] and lora_B [${b.shape}] do not fit the base's ` +
        `${quoted(weight.name)} [${weight.shape}] with the rank of ${rank} in ${config.path}`,
    )
  }
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

function isShape(shape: readonly number[], wanted: readonly number[]): boolean {
  return shape.length === wanted.length && shape.every((size, axis) => size === wanted[axis])
}
