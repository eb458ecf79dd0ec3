import type { UnpackMeter } from './limits.ts'

/** An archive in hand: where it lies, what messages call it, and the count of what comes out of it. */
export interface Unpacking {
  readonly path: string
  readonly name: string
  readonly meter: UnpackMeter
  readonly signal: AbortSignal | undefined
}
