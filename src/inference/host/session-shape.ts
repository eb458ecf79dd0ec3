import { BenchError } from '../../core/error.ts'
import type { Logits } from '../words.ts'

/** Throws `MODEL` unless the inputs are those of a token classifier. */
export function checkInputNames(path: string, names: readonly string[]): void {
  const known = ['input_ids', 'attention_mask', 'token_type_ids']
  const foreign = names.find(name => !known.includes(name))
  const absent = known.slice(0, 2).find(name => !names.includes(name))
  if (foreign === undefined && absent === undefined) return
  throw new BenchError(
    'MODEL',
    `${path}: its inputs are ${names.join(', ')}; expected input_ids, attention_mask and perhaps token_type_ids`,
  )
}

/** What onnxruntime and those who build on it answer. */
interface Answer {
  readonly dims: readonly number[]
  readonly type: string
  readonly data: unknown
}

/** Throws `MODEL` where an answer is not one row of numbers for each piece. */
export function readLogits(
  path: string,
  { rows, width }: { readonly rows: number; readonly width: number },
  answer: Answer | undefined,
): Logits {
  const [answerRows, answerWidth, labels] = answer?.dims ?? []
  if (answer === undefined || answer.dims.length !== 3 || answerRows !== rows || answerWidth !== width || !labels) {
    throw new BenchError(
      'MODEL',
      `${path}: for ${rows} × ${width} pieces its logits have the shape ${answer?.dims.join(' × ')}; ` +
        `expected ${rows} × ${width} × labels`,
    )
  }
  if (answer.type !== 'float32' && answer.type !== 'float16') {
    throw new BenchError('MODEL', `${path}: its logits are ${answer.type}; expected float32 or float16`)
  }
  return { data: answer.data as ArrayLike<number>, labels }
}
