import type { Device } from '../device/device.ts'
import type { PlacedSession } from './session.ts'

/** One way to open a model on a device that is not `auto`. */
export interface Way {
  /** For the reader where there are several; empty otherwise. */
  readonly name: string
  /** Throws `MODEL` or `DEVICE`. */
  open(threads: number, device: Device): Promise<PlacedSession>
}

/** Weights that a backend can open. */
export interface Source {
  /** Of the weights, for messages. */
  readonly path: string
  /** null where nobody counted. */
  readonly parameters: number | null
  readonly notes: readonly string[]
  /** What to try on a device, in this order. */
  waysOn(device: Device): readonly Way[]
}
