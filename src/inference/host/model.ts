import type { Reading } from '../../core/tagger.ts'
import type { Tokenizer } from '../tokenizer.ts'
import type { Session } from './session.ts'

/** All that turns passages into predictions. */
export interface Model {
  /** Of the weights, for messages. */
  readonly path: string
  readonly session: Session
  readonly tokenizer: Tokenizer
  readonly labels: readonly string[]
  readonly padId: number
  readonly reading: Reading
}
