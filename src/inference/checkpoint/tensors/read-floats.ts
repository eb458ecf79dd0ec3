import { BenchError } from '../../../core/error.ts'
import { widenBF16, widenF16 } from './half-precision.ts'
import { quoted } from './quoted.ts'
import type { StoredTensor, TensorSource } from './stored-tensor.ts'
import { tensorTypeBytes } from './stored-tensor.ts'
import { type WeightsFile, withWeightsFile } from './weights-file.ts'

/** Numbers at a time where they are only looked at. */
const checkedAtOnce = 2 ** 22

/**
 * Reads a tensor as float32: F16 and BF16 are widened exactly, F64 is rounded. Throws `MODEL`, naming file and tensor, where the file
 * is shorter, the numbers are whole ones, or a number is NaN or infinite (F64: beyond the range of float32).
 */
export function readFloats(tensor: StoredTensor): Promise<Float32Array<ArrayBuffer>> {
  return withWeightsFile(tensor.file, file => readPart(file, tensor, 0, countOf(tensor)))
}

/** The numbers of a tensor wherever it is, as `readFloats`. */
export async function floatsOf(tensor: TensorSource): Promise<Float32Array> {
  return 'values' in tensor ? tensor.values : readFloats(tensor)
}

/**
 * Looks at every number of a tensor that is used where it lies, a few megabytes at a time. Throws `MODEL` as `readFloats`; whole
 * numbers pass.
 */
export async function checkFinite(tensor: StoredTensor): Promise<void> {
  if (!floating.has(tensor.dtype)) return
  const count = countOf(tensor)
  await withWeightsFile(tensor.file, async file => {
    for (let from = 0; from < count; from += checkedAtOnce) {
      await readPart(file, tensor, from, Math.min(checkedAtOnce, count - from))
    }
  })
}

const floating: ReadonlySet<string> = new Set(['F64', 'F32', 'F16', 'BF16'])

async function readPart(
  file: WeightsFile,
  tensor: StoredTensor,
  from: number,
  count: number,
): Promise<Float32Array<ArrayBuffer>> {
  const size = tensor.bytes / Math.max(countOf(tensor), 1)
  const { buffer } = await file.read(tensor.offset + from * size, count * size)
  const values = widen(tensor, buffer)
  const position = firstNotFinite(values)
  if (position === -1) return values
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
function firstNotFinite(values: Float32Array): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  for (let i = 0; i < words.length; i++) if (((words[i] ?? 0) & 0x7f800000) === 0x7f800000) return i
  return -1
}

function countOf(tensor: StoredTensor): number {
  return tensor.bytes / (tensorTypeBytes.get(tensor.dtype) ?? 1)
}
