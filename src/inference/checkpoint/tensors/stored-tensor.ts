/** Number types as safetensors names them. */
export type TensorType = 'F64' | 'F32' | 'F16' | 'BF16' | 'I64' | 'I32' | 'I16' | 'I8' | 'U8' | 'BOOL'

/** Bytes of one number. */
export const tensorTypeBytes: ReadonlyMap<string, number> = new Map<TensorType, number>([
  ['F64', 8],
  ['F32', 4],
  ['F16', 2],
  ['BF16', 2],
  ['I64', 8],
  ['I32', 4],
  ['I16', 2],
  ['I8', 1],
  ['U8', 1],
  ['BOOL', 1],
])

/** A tensor where it lies, row by row and little-endian: nothing is read until it is asked for. */
export interface StoredTensor {
  readonly name: string
  readonly dtype: TensorType
  readonly shape: readonly number[]
  /** Path on disk. */
  readonly file: string
  /** Of its first byte in the file. */
  readonly offset: number
  readonly bytes: number
}

/** A tensor that lies nowhere as it is needed: one with an adapter merged into it, or one that was saved column by column. */
export interface MemoryTensor {
  readonly name: string
  readonly shape: readonly number[]
  /** Row by row; every number is finite. */
  readonly values: Float32Array
}

/** Told apart by `'values' in tensor`. */
export type TensorSource = StoredTensor | MemoryTensor

/**
 * What runs beside a linear layer and is added to its result: `factor · x·Aᵀ·Bᵀ`. `a`, [rank, in], and `b`, [out, rank], are names among the
 * tensors; `place` is what messages call them.
 */
export interface TensorBranch {
  readonly place: string
  readonly a: string
  readonly b: string
  readonly rank: number
  readonly factor: number
}

/** All tensors of a checkpoint by name, and the files they come from. */
export interface TensorSources {
  readonly tensors: ReadonlyMap<string, TensorSource>
  readonly files: readonly string[]
  /** By the name of the layer's weight. */
  readonly branches?: ReadonlyMap<string, TensorBranch>
}
