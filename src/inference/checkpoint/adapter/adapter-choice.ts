import { BenchError } from '../../../core/error.ts'
import { didYouMean } from '../../../core/text/did-you-mean.ts'

/**
 * `merged`: into the weights, in memory, before the graph is built. `branches`: as products of their own beside the linear layers, whose weights
 * stay as they are in their file. The logits are the same, up to rounding.
 */
export const adapterModes = ['merged', 'branches'] as const
export type AdapterMode = (typeof adapterModes)[number]

/** A LoRA adapter that is laid over a checkpoint of tensors. */
export interface AdapterChoice {
  readonly folder: string
  readonly mode: AdapterMode
}

/** What `--adapter` and `--adapter-mode` say together; merged unless said. Throws `ARGUMENT` on another mode, and on a mode without an adapter. */
export function chooseAdapter(folder: string | null, mode: string | null): AdapterChoice | null {
  const known = mode === null ? 'merged' : adapterModes.find(each => each === mode)
  if (known === undefined) {
    throw new BenchError(
      'ARGUMENT',
      `--adapter-mode ${mode}: it is one of ${adapterModes.join(', ')}${didYouMean(mode ?? '', adapterModes)}`,
    )
  }
  if (folder !== null) return { folder, mode: known }
  if (mode === null) return null
  throw new BenchError('ARGUMENT', `--adapter-mode ${mode}: there is no adapter; name its folder with --adapter DIR`)
}
