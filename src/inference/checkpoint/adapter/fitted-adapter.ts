import { BenchError } from '../../../core/error.ts'
import { openTensors } from '../tensors/open-tensors.ts'
import { quoted } from '../tensors/quoted.ts'
import type { TensorSource, TensorSources } from '../tensors/stored-tensor.ts'
import { type AdapterConfig, readAdapterConfig } from './adapter-config.ts'
import { type LoraPair, sortAdapterTensors } from './adapter-tensors.ts'
import { createScaling, type LoraScaling } from './lora-scaling.ts'

/** A pair whose shapes fit the base's weight, [out, in]. */
export interface FittedPair extends LoraPair {
  readonly weight: TensorSource
  readonly scaling: LoraScaling
}

/** An adapter, read and held against its base. */
export interface FittedAdapter {
  readonly config: AdapterConfig
  /** One for each weight at most. */
  readonly pairs: readonly FittedPair[]
  /** The base's tensors with whole modules of the adapter in place of the base's, under the names that the base has for them. */
  readonly tensors: ReadonlyMap<string, TensorSource>
  /** Names of what the adapter brought whole. */
  readonly replaced: readonly string[]
  /** The base's, then the adapter's. */
  readonly files: readonly string[]
}

/**
 * Reads the LoRA adapter of a folder for a base. Tensors keep the names that the base has for them (one without a head has no prefix). Throws
 * `MODEL`, naming file, tensor or key, where the adapter is no plain LoRA or does not fit the base.
 */
export async function fitAdapter(base: TensorSources, folder: string): Promise<FittedAdapter> {
  const config = await readAdapterConfig(folder)
  const store = await openTensors(folder, 'adapter_model')
  const { pairs, replacements } = sortAdapterTensors(store, config)
  const scalingOf = createScaling(config)
  const fitted = new Map<string, FittedPair>()
  for (const pair of pairs) {
    const weight = targetOf(base, pair)
    if (fitted.has(weight.name))
      throw new BenchError('MODEL', `${pair.place}: ${quoted(weight.name)} has another pair already`)
    const scaling = scalingOf(pair.module)
    checkShapes(weight, pair, scaling, config)
    fitted.set(weight.name, { ...pair, weight, scaling })
  }
  const tensors = new Map(base.tensors)
  const replaced: string[] = []
  for (const [fullName, tensor] of replacements) {
    const name = nameInBase(base, fullName)
    if (fitted.has(name)) throw new BenchError('MODEL', `${folder}: ${quoted(name)} has a pair and is replaced as well`)
    // A base of old has LayerNorm.gamma where the adapter has LayerNorm.weight.
    tensors.delete(name.replace(/\.weight$/, '.gamma').replace(/\.bias$/, '.beta'))
    tensors.set(name, { ...tensor, name })
    replaced.push(name)
  }
  return { config, pairs: [...fitted.values()], tensors, replaced, files: [...base.files, ...store.files] }
}

/** A base without a head has its names without the first part: `encoder.…` instead of `bert.encoder.…`. */
function nameInBase(base: TensorSources, fullName: string): string {
  if (base.tensors.has(fullName)) return fullName
  const bare = fullName.slice(fullName.indexOf('.') + 1)
  return base.tensors.has(bare) ? bare : fullName
}

function targetOf(base: TensorSources, { module, place }: LoraPair): TensorSource {
  const weight = base.tensors.get(nameInBase(base, `${module}.weight`))
  if (weight !== undefined) return weight
  throw new BenchError(
    'MODEL',
    `${place}: the base has no ${quoted(`${module}.weight`)}; the adapter is for another model`,
  )
}

function checkShapes(
  weight: TensorSource,
  { place, a, b }: LoraPair,
  { rank }: LoraScaling,
  { path }: AdapterConfig,
): void {
  const [rows = 0, columns = 0] = weight.shape
  if (isShape(a.shape, [rank, columns]) && isShape(b.shape, [rows, rank]) && weight.shape.length === 2) return
  throw new BenchError(
    'MODEL',
    `${place}: the shapes of lora_A [${a.shape}] and lora_B [${b.shape}] do not fit the base's ` +
      `${quoted(weight.name)} [${weight.shape}] with the rank of ${rank} in ${path}`,
  )
}

function isShape(shape: readonly number[], wanted: readonly number[]): boolean {
  return shape.length === wanted.length && shape.every((size, axis) => size === wanted[axis])
}
