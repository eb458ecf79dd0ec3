import type { Option } from 'commander'
import { choiceOption } from './choice.ts'

/** `--adapter-mode`, of every command that has `--adapter`. */
export function adapterModeOption(): Option {
  return choiceOption(
    '--adapter-mode <mode>',
    'into the weights (merged, unless given), or run beside them (branches)',
    ['merged', 'branches'],
  )
}
