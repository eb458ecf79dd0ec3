import { BenchError } from '../../../core/error.ts'
import { quoted } from '../tensors/quoted.ts'
import type { StoredTensor, TensorStore } from '../tensors/stored-tensor.ts'
import type { AdapterConfig } from './adapter-config.ts'

/** What one module of the base gains: B·A, of shapes [out, rank] and [rank, in]. */
export interface LoraPair {
  /** Full name in the token classifier: `bert.encoder.layer.0.attention.self.query`. */
  readonly module: string
  readonly a: StoredTensor
  readonly b: StoredTensor
}

export interface AdapterTensors {
  readonly pairs: readonly LoraPair[]
  /** Tensors that take the place of the base's, by their full name in the token classifier. */
  readonly replacements: ReadonlyMap<string, StoredTensor>
}

const prefix = 'base_model.model.'
const suffixA = '.lora_A.weight'
const suffixB = '.lora_B.weight'

/** Sorts the tensors of an adapter. Throws `MODEL`, naming file and tensor, on half a pair and on tensors that belong to no known kind. */
export function sortAdapterTensors(store: TensorStore, config: AdapterConfig): AdapterTensors {
  const halves = { a: new Map<string, StoredTensor>(), b: new Map<string, StoredTensor>() }
  const replacements = new Map<string, StoredTensor>()
  for (const tensor of store.tensors.values()) {
    const name = unprefixed(tensor)
    if (name.endsWith(suffixA)) halves.a.set(name.slice(0, -suffixA.length), tensor)
    else if (name.endsWith(suffixB)) halves.b.set(name.slice(0, -suffixB.length), tensor)
    else if (name.includes('lora_'))
      throw refuse(tensor, 'is not of plain LoRA, whose tensors are lora_A.weight and lora_B.weight')
    else if (isReplaced(name, config.replaced)) replacements.set(name, tensor)
    else throw refuse(tensor, 'is neither lora_A nor lora_B nor part of a module in modules_to_save')
  }
  return { pairs: pairUp(halves.a, halves.b), replacements }
}

function unprefixed(tensor: StoredTensor): string {
  if (tensor.name.startsWith(prefix)) return tensor.name.slice(prefix.length)
  throw refuse(tensor, `does not begin with ${prefix}, as those of an adapter do`)
}

function pairUp(as: ReadonlyMap<string, StoredTensor>, bs: ReadonlyMap<string, StoredTensor>): LoraPair[] {
  for (const [module, b] of bs) if (!as.has(module)) throw refuse(b, 'has no lora_A beside it')
  return [...as].map(([module, a]) => {
    const b = bs.get(module)
    if (b === undefined) throw refuse(a, 'has no lora_B beside it')
    return { module, a, b }
  })
}

/** A module is meant if its name is an entry or ends in one, and then everything below it. */
function isReplaced(name: string, entries: readonly string[]): boolean {
  return entries.some(entry => `.${name}`.includes(`.${entry}.`))
}

function refuse(tensor: StoredTensor, why: string): BenchError {
  return new BenchError('MODEL', `${tensor.file}: tensor ${quoted(tensor.name)} ${why}`)
}
