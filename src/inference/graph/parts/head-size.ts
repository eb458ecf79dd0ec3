import type { ConfigValues } from '../config-values.ts'

export interface HeadSize {
  readonly heads: number
  /** Width of one head. */
  readonly size: number
}

/** Width of a head. Throws `MODEL` where the heads do not divide the hidden size; both are named as config.json names them. */
export function headSizeOf(
  config: ConfigValues,
  heads: { readonly name: string; readonly value: number },
  hidden: { readonly name: string; readonly value: number },
): HeadSize {
  if (hidden.value % heads.value === 0) return { heads: heads.value, size: hidden.value / heads.value }
  throw config.refusal(`${heads.name} is ${heads.value}, which does not divide ${hidden.name} ${hidden.value}`)
}
