import { describe } from 'vitest'
import { whenShared } from '../../shared.ts'
import { expectParity } from './tiny-checkpoint.ts'

describe('logits are those of transformers', () => {
  whenShared('config as published: one theta at the top level', () => expectParity('eurobert'))
  whenShared('config in the newer form: two key heads for four query heads', () => expectParity('eurobert-gqa'))
})
