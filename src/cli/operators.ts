import type { Option } from 'commander'
import { operatorChoices } from '../core/tagger.ts'
import { choiceOption } from './choice.ts'

/** `--operators`, of every command that runs a graph. */
export function operatorsOption(): Option {
  return choiceOption(
    '--operators <kind>',
    'of graphs that are built: fused ones of onnxruntime, plain ones of ONNX, or what is faster (auto, unless given)',
    operatorChoices,
  )
}
