import { describe } from 'vitest'
import { whenShared } from '../../shared.ts'
import { expectParity } from './tiny-checkpoint.ts'

describe('logits are those of transformers', () => {
  whenShared('config in the newer form: layers listed, angles by kind', () => expectParity('modernbert'))
  whenShared('config in the older form: every second layer global', () => expectParity('modernbert-hub'))
})
