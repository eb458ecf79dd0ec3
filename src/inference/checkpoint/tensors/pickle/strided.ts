import { BenchError } from '../../../../core/error.ts'
import { quoted } from '../quoted.ts'
import { readFloats } from '../read-floats.ts'
import type { StoredTensor, TensorSource } from '../stored-tensor.ts'
import type { WeightsFile } from '../weights-file.ts'

/** A run of numbers, and a tensor that is laid over it with any strides. */
export interface StridedTensor {
  /** From the first number of the tensor to the last; its shape is that of a list. */
  readonly stored: StoredTensor
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

/** How many numbers of a storage lie between the first and the last of a tensor, both counted. */
export function spanOf(shape: readonly number[], strides: readonly number[]): number {
  if (shape.includes(0)) return 0
  return shape.reduce((last, extent, axis) => last + (extent - 1) * (strides[axis] ?? 0), 1)
}

/**
 * Tensors as they can be used. Those that lie row by row stay where they are. Others are read and put in order: models that were once brought over
 * from TensorFlow are full of matrices saved column by column. Throws `MODEL` as `readFloats`, and where a tensor has more numbers than lie
 * there, or all together hold more than the file can.
 */
export async function gatherStrided(file: WeightsFile, views: readonly StridedTensor[]): Promise<TensorSource[]> {
  const tensors: TensorSource[] = []
  let gathered = 0
  for (const view of views) {
    const { stored, shape } = view
    if (isRowByRow(view)) {
      tensors.push({ ...stored, shape })
      continue
    }
    const refuse = (why: string) => new BenchError('MODEL', `${file.path}: tensor ${quoted(stored.name)}: ${why}`)
    const count = shape.reduce((product, extent) => product * extent, 1)
    const [held = 0] = stored.shape
    if (count > held) throw refuse(`the shape [${shape.slice(0, 8)}] has more numbers than are stored for it`)
    // Half precision doubles; whoever lays many tensors over the same numbers wants to fill the memory.
    gathered += held * 4
    if (gathered > 2 * file.bytes) throw refuse('overlaps with others that do not lie row by row either')
    tensors.push({ name: stored.name, shape, values: gather(await readFloats(stored), count, view) })
  }
  return tensors
}

/** The stride of an axis with one element is never used, and none is where there are no elements. */
function isRowByRow({ shape, strides }: StridedTensor): boolean {
  if (shape.includes(0)) return true
  let expected = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1
    if (extent !== 1 && strides[axis] !== expected) return false
    expected *= extent
  }
  return true
}

function gather(source: Float32Array, count: number, { shape, strides }: StridedTensor): Float32Array {
  const values = new Float32Array(count)
  const index = new Array<number>(shape.length).fill(0)
  let from = 0
  for (let to = 0; to < count; to++) {
    values[to] = source[from] ?? 0
    // Counts the last axis on; an axis that is through goes back to its start and the one before it moves.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 0
      const next = (index[axis] ?? 0) + 1
      if (next < (shape[axis] ?? 1)) {
        index[axis] = next
        from += stride
        break
      }
      index[axis] = 0
      from -= stride * (next - 1)
    }
  }
  return values
}
