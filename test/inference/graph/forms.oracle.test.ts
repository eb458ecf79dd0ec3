import { describe, expect } from 'vitest'
import type { Precision } from '../../../src/inference/graph/precision/precisions.ts'
import { whenShared } from '../../shared.ts'
import { differences, expectParity, readExpected, readTinyCheckpoint } from './tiny-checkpoint.ts'

const folders = [
  'albert',
  'bert',
  'bert-fp16',
  'deberta-v2',
  'deberta-v2-c2p',
  'deberta-v2-xl',
  'distilbert',
  'electra',
  'eurobert',
  'eurobert-gqa',
  'modernbert',
  'modernbert-hub',
  'roberta',
  'xlm-roberta',
]

describe('fused operators give the logits of plain ones', () => {
  for (const folder of folders) {
    whenShared(folder, () => expectParity(folder, { precision: 'fp32', fused: 'all' }))
  }
})

/**
 * Bounds of the largest difference of a logit, in standard deviations of the logits: a wrong scale, order or layout is beyond all of them. Models this narrow lose more than
 * real ones; products of 4 bits, which would say nothing here, have their own tests.
 */
const bounds: readonly (readonly [Precision, number])[] = [
  ['fp16', 0.05],
  ['int8-rowwise', 1],
  ['int8-dynamic', 1.5],
  ['int8-blockwise', 0.7],
]

describe.each(bounds)('%s stays near float32', (precision, bound) => {
  for (const folder of folders) {
    whenShared(folder, async () => {
      const { inputs, spread } = readExpected(folder)
      const found = await differences(await readTinyCheckpoint(folder), inputs, { precision, fused: 'none' })
      expect(Math.max(...found.values()) / spread.std).toBeLessThan(bound)
    })
  }
})
