import { quoted } from '../quoted.ts'
import type { TensorType } from '../stored-tensor.ts'
import type { Dict, Global, PickleValue, Refuse, Storage, Tensor } from './pickle-value.ts'

/** Number types by the storages of PyTorch. */
const storageTypes: ReadonlyMap<string, TensorType> = new Map([
  ['torch.DoubleStorage', 'F64'],
  ['torch.FloatStorage', 'F32'],
  ['torch.HalfStorage', 'F16'],
  ['torch.BFloat16Storage', 'BF16'],
  ['torch.LongStorage', 'I64'],
  ['torch.IntStorage', 'I32'],
  ['torch.ShortStorage', 'I16'],
  ['torch.CharStorage', 'I8'],
  ['torch.ByteStorage', 'U8'],
  ['torch.BoolStorage', 'BOOL'],
])

/** As many as PyTorch allows. */
const maxAxes = 64

type Construct = (args: readonly PickleValue[], refuse: Refuse) => PickleValue

/** What a plain state dict calls, done here by our own hand. */
const constructors: ReadonlyMap<string, Construct> = new Map<string, Construct>([
  ['collections.OrderedDict', orderedDict],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_parameter', rebuildParameter],
])

/** A global of the exact allowlist. Anything else is refused by its name. */
export function globalOf(module: string, name: string, refuse: Refuse): Global {
  const full = `${module}.${name}`
  if (constructors.has(full) || storageTypes.has(full)) return { kind: 'global', name: full }
  throw refuse(`names the global ${quoted(full)}, which no plain state dict has; nothing of it was run`)
}

/** What a call of the pickle amounts to. */
export function reduce(callee: PickleValue, args: PickleValue, refuse: Refuse): PickleValue {
  const construct = isKind(callee, 'global') ? constructors.get(callee.name) : undefined
  if (construct === undefined) {
    throw refuse(`calls ${isKind(callee, 'global') ? quoted(callee.name) : 'what is no global'}`)
  }
  if (!isKind(args, 'tuple')) throw refuse('calls with what is no tuple of arguments')
  return construct(args.items, refuse)
}

/** `('storage', torch.FloatStorage, '12', 'cpu', 768)`: the only things that lie outside the pickle. */
export function storageOf(id: PickleValue, refuse: Refuse): Storage {
  const [what, type, key, , count] = isKind(id, 'tuple') ? id.items : []
  const dtype = type !== undefined && isKind(type, 'global') ? storageTypes.get(type.name) : undefined
  if (what !== 'storage' || dtype === undefined || typeof key !== 'string' || !isNatural(count)) {
    throw refuse('refers to something outside it that is no storage of numbers')
  }
  return { kind: 'storage', dtype, key, count }
}

export function isKind<K extends Exclude<PickleValue, null | boolean | number | string>['kind']>(
  value: PickleValue,
  kind: K,
): value is Extract<PickleValue, { readonly kind: K }> {
  return typeof value === 'object' && value !== null && value.kind === kind
}

/** Sets a key of a dict. Picklers write each once, so that a second one hides something. */
export function setItem({ entries }: Dict, key: PickleValue, value: PickleValue, refuse: Refuse): void {
  if (typeof key !== 'string') throw refuse('has a dict with a key that is no string')
  if (entries.has(key)) throw refuse(`has the key ${quoted(key)} twice in one dict: a duplicate`)
  entries.set(key, value)
}

/** Picklers make it empty and set its items; to copy a long list again and again is what only a bomb does. */
function orderedDict(args: readonly PickleValue[], refuse: Refuse): Dict {
  if (args.length > 0) throw refuse('makes an OrderedDict with arguments, which no plain state dict does')
  return { kind: 'dict', entries: new Map() }
}

/** (storage, offset, size, stride, requires_grad, backward hooks, …). */
function rebuildTensor(args: readonly PickleValue[], refuse: Refuse): Tensor {
  const [storage = null, offset, size = null, stride = null] = args
  const [shape, strides] = [naturalsOf(size), naturalsOf(stride)]
  if (!isKind(storage, 'storage') || !isNatural(offset) || shape === null || strides?.length !== shape.length) {
    throw refuse('rebuilds a tensor of what is no storage, offset, size and stride')
  }
  return { kind: 'tensor', storage, offset, shape, strides }
}

function rebuildParameter([tensor = null]: readonly PickleValue[], refuse: Refuse): Tensor {
  if (isKind(tensor, 'tensor')) return tensor
  throw refuse('rebuilds a parameter of what is no tensor')
}

function naturalsOf(value: PickleValue): number[] | null {
  if (!isKind(value, 'tuple') || value.items.length > maxAxes) return null
  const numbers = value.items.filter(isNatural)
  return numbers.length === value.items.length ? numbers : null
}

function isNatural(value: PickleValue | undefined): value is number {
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0
}
