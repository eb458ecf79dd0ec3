import { BenchError } from '../../../core/error.ts'
import { quoted } from '../../checkpoint/tensors/quoted.ts'

/**
 * Numbers rounded to half precision, little-endian. Throws `MODEL`, naming file and tensor, where one lies beyond its range (65,504): infinity would
 * spread through the whole model.
 */
export function toHalf(file: string, name: string, values: Float32Array): Uint8Array {
  const halves = Float16Array.from(values)
  const beyond = halves.findIndex(half => !Number.isFinite(half))
  if (beyond === -1) return new Uint8Array(halves.buffer)
  throw new BenchError(
    'MODEL',
    `${file}: tensor ${quoted(name)}: number ${beyond} is ${values[beyond]}, beyond the range of half precision; use --dtype fp32`,
  )
}
