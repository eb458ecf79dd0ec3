import type { TensorType } from '../stored-tensor.ts'

/** What a plain state dict consists of; nothing else can come out of a pickle here. */
export type PickleValue = null | boolean | number | string | Tuple | List | Dict | Global | Storage | Tensor

export interface Tuple {
  readonly kind: 'tuple'
  readonly items: readonly PickleValue[]
}

export interface List {
  readonly kind: 'list'
  readonly items: PickleValue[]
}

/** A dict or an OrderedDict. */
export interface Dict {
  readonly kind: 'dict'
  readonly entries: Map<string, PickleValue>
}

/** A name that the allowlist has. It is only ever compared: there is nothing behind it that could run. */
export interface Global {
  readonly kind: 'global'
  readonly name: string
}

/** A run of numbers in a member of the archive. */
export interface Storage {
  readonly kind: 'storage'
  readonly dtype: TensorType
  /** Last part of the member's name. */
  readonly key: string
  readonly count: number
}

/** A view of a storage; offset and strides count numbers. */
export interface Tensor {
  readonly kind: 'tensor'
  readonly storage: Storage
  readonly offset: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

/** Makes the error for a reason; the door says which file it is about. */
export type Refuse = (why: string) => Error
