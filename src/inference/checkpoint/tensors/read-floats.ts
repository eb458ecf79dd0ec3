import { BenchError } from '../../../core/error.ts'
import { widenBF16, widenF16 } from './half-precision.ts'
import { quoted } from './quoted.ts'
import type { StoredTensor, TensorSource } from './stored-tensor.ts'
import { tensorTypeBytes } from './stored-tensor.ts'
import { withWeightsFile } from './weights-file.ts'

/** Bytes at a time where numbers are only looked at: they stay in the processor's cache. */
const checkedAtOnce = 2 ** 20

/**
 * Reads a tensor as float32: F16 and BF16 are widened exactly, F64 is rounded. Throws `MODEL`, naming file and tensor, where the file
 * is shorter, the numbers are whole ones, or a number is NaN or infinite (F64: beyond the range of float32).
 */
export function readFloats(tensor: StoredTensor): Promise<Float32Array<ArrayBuffer>> {
  return withWeightsFile(tensor.file, async file => {
    const values = widen(tensor, (await file.read(tensor.offset, tensor.bytes)).buffer)
    refuseNotFinite(tensor, values, 0, values.length)
    return values
  })
}

/** The numbers of a tensor wherever it is, as `readFloats`. */
export async function floatsOf(tensor: TensorSource): Promise<Float32Array> {
  return 'values' in tensor ? tensor.values : readFloats(tensor)
}

/**
 * Looks at every number of a tensor that is used where it lies, a megabyte at a time. Throws `MODEL` as `readFloats`; whole numbers
 * pass.
 */
export async function checkFinite(tensor: StoredTensor): Promise<void> {
  const { dtype, file: path, offset, bytes } = tensor
  const size = tensorTypeBytes.get(dtype) ?? 1
  if (!floating.has(dtype)) return
  await withWeightsFile(path, async file => {
    const buffer = new ArrayBuffer(Math.min(checkedAtOnce, bytes))
    const numbers = dtype === 'F32' ? new Float32Array(buffer) : null
    for (let from = 0; from < bytes; from += checkedAtOnce) {
      const length = Math.min(checkedAtOnce, bytes - from)
      await file.readInto(new Uint8Array(buffer, 0, length), offset + from)
      refuseNotFinite(tensor, numbers ?? widen(tensor, buffer), from / size, length / size)
    }
  })
}

const floating: ReadonlySet<string> = new Set(['F64', 'F32', 'F16', 'BF16'])

/** `from` is the place of the first of the numbers in the tensor, of which `count` are looked at. */
function refuseNotFinite(tensor: StoredTensor, values: Float32Array, from: number, count: number): void {
  const position = firstNotFinite(values, count)
  if (position === -1) return
  const what = Number.isNaN(values[position]) ? 'NaN' : 'infinite'
  throw new BenchError(
    'MODEL',
    `${tensor.file}: tensor ${quoted(tensor.name)}: number ${from + position} is ${what}; logits from it would mean nothing`,
  )
}

/** onnxruntime runs on little-endian machines only, so the bytes are in the machine's own order. */
function widen({ file, name, dtype }: StoredTensor, buffer: ArrayBuffer): Float32Array<ArrayBuffer> {
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer)
    case 'F16':
      return widenF16(new Uint16Array(buffer))
    case 'BF16':
      return widenBF16(new Uint16Array(buffer))
    case 'F64':
      return new Float32Array(new Float64Array(buffer))
    default:
      throw new BenchError(
        'MODEL',
        `${file}: tensor ${quoted(name)} is ${dtype}; weights must be F32, F16, BF16 or F64`,
      )
  }
}

/** Position of the first number whose exponent is all ones, or −1. */
function firstNotFinite(values: Float32Array, count: number): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, count)
  for (let i = 0; i < count; i++) if (((words[i] ?? 0) & 0x7f800000) === 0x7f800000) return i
  return -1
}
