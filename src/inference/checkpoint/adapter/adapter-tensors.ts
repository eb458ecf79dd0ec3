import { BenchError } from '../../../core/error.ts'
import { quoted } from '../tensors/quoted.ts'
import type { TensorSource, TensorSources } from '../tensors/stored-tensor.ts'
import type { AdapterConfig } from './adapter-config.ts'

/** What one module of the base gains: B·A, of shapes [out, rank] and [rank, in]. */
export interface LoraPair {
  /** Full name in the token classifier: `bert.encoder.layer.0.attention.self.query`. */
  readonly module: string
  /** The adapter's file and the name of its tensor, for messages. */
  readonly place: string
  readonly a: TensorSource
  readonly b: TensorSource
}

export interface AdapterTensors {
  readonly pairs: readonly LoraPair[]
  /** Tensors that take the place of the base's, by their full name in the token classifier. */
  readonly replacements: ReadonlyMap<string, TensorSource>
}

const prefix = 'base_model.model.'
const suffixA = '.lora_A.weight'
const suffixB = '.lora_B.weight'

/** Sorts the tensors of an adapter. Throws `MODEL`, naming file and tensor, on half a pair and on tensors that belong to no known kind. */
export function sortAdapterTensors(store: TensorSources, config: AdapterConfig): AdapterTensors {
  const halves = { a: new Map<string, TensorSource>(), b: new Map<string, TensorSource>() }
  const replacements = new Map<string, TensorSource>()
  const placeOf = (tensor: TensorSource) => `${store.files.join(', ')}: tensor ${quoted(tensor.name)}`
  const refuse = (tensor: TensorSource, why: string) => new BenchError('MODEL', `${placeOf(tensor)} ${why}`)
  for (const tensor of store.tensors.values()) {
    if (!tensor.name.startsWith(prefix))
      throw refuse(tensor, `does not begin with ${prefix}, as those of an adapter do`)
    const name = tensor.name.slice(prefix.length)
    if (name.endsWith(suffixA)) halves.a.set(name.slice(0, -suffixA.length), tensor)
    else if (name.endsWith(suffixB)) halves.b.set(name.slice(0, -suffixB.length), tensor)
    else if (name.includes('lora_'))
      throw refuse(tensor, 'is not of plain LoRA, whose tensors are lora_A.weight and lora_B.weight')
    else if (isReplaced(name, config.replaced)) replacements.set(name, tensor)
    else throw refuse(tensor, 'is neither lora_A nor lora_B nor part of a module in modules_to_save')
  }
  for (const [module, b] of halves.b) if (!halves.a.has(module)) throw refuse(b, 'has no lora_A beside it')
  const pairs = [...halves.a].map(([module, a]): LoraPair => {
    const b = halves.b.get(module)
    if (b === undefined) throw refuse(a, 'has no lora_B beside it')
    return { module, place: placeOf(a), a, b }
  })
  return { pairs, replacements }
}

/** A module is meant if its name is an entry or ends in one, and then everything below it. */
function isReplaced(name: string, entries: readonly string[]): boolean {
  return entries.some(entry => `.${name}`.includes(`.${entry}.`))
}
