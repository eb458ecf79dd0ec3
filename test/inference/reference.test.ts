import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../../src/core/passage.ts'
import type { Prediction } from '../../src/core/prediction.ts'
import { defaultBatchPlan } from '../../src/inference/batching/batches.ts'
import type { OnnxTagger } from '../../src/inference/onnx-tagger.ts'
import { inputOf } from '../contract/tagger.ts'
import { sharedPath, whenShared } from '../shared.ts'
import { embeddedModel, openModel, reading, readReferenceSentences } from './fixtures.ts'

/**
 * A tag may differ from Python's only where the two best logits are this close: onnxruntime's kernels differ between processors and
 * versions in the last bits of a float. On the machine where this was written no tag differs at all.
 */
const closeCall = 1e-3

interface Sentence {
  readonly input: Input
  readonly types: readonly string[]
  readonly tags: readonly string[]
}

describe('the embedded model says what it says in Python', () => {
  let tagger: OnnxTagger
  beforeAll(async () => {
    tagger = await openModel(embeddedModel, reading)
  })
  afterAll(() => tagger.close())

  async function check(sentences: readonly Sentence[]) {
    const inputs = sentences.map(sentence => sentence.input)
    const { predictions, usage } = await tagger.tag(inputs, defaultBatchPlan)
    expect(usage.truncated).toEqual([])
    expect(usage.wordsWithoutPieces).toBe(0)
    const differences = sentences.flatMap((sentence, index) => findDifferences(sentence, predictions[index]))
    expect(differences.filter(difference => difference.margin > closeCall)).toEqual([])
    expect(differences.length).toBeLessThanOrEqual(sentences.length / 1000)
    return usage
  }

  test('60 sentences', async () => {
    const usage = await check(readReferenceSentences())
    expect(usage.windows).toBe(60)
  })

  whenShared(
    'NCBI-Disease, test: 940 sentences in as many windows, at least 95% of the pieces useful',
    async () => {
      const usage = await check(readExpected('ncbi-disease.test.int8.tsv.gz', ['Disease']))
      expect([usage.windows, usage.usefulPieces]).toEqual([940, 33_540])
      expect(usage.usefulPieces / usage.paddedPieces).toBeGreaterThan(0.95)
    },
    300_000,
  )

  whenShared(
    'BC5CDR, test: 4,797 sentences in as many windows, at least 95% of the pieces useful',
    async () => {
      const usage = await check(readExpected('bc5cdr.test.int8.tsv.gz', ['Chemical', 'Disease']))
      expect([usage.windows, usage.usefulPieces]).toEqual([4797, 171_955])
      expect(usage.usefulPieces / usage.paddedPieces).toBeGreaterThan(0.95)
    },
    300_000,
  )
})

/** Columns: token, gold, predicted tag. */
function readExpected(name: string, types: readonly string[]): Sentence[] {
  const text = gunzipSync(readFileSync(sharedPath('models', 'reference', 'expected', name))).toString()
  return text
    .trimEnd()
    .split('\n\n')
    .map((sentence, index) => {
      const rows = sentence.split('\n').map(row => row.split('\t'))
      const tags = rows.map(row => row[2] ?? '')
      return {
        input: inputOf(
          String(index),
          rows.map(row => row[0] ?? ''),
        ),
        types,
        tags,
      }
    })
}

/** Python's tags of other types were made O. */
function findDifferences({ input, types, tags }: Sentence, prediction: Prediction | undefined) {
  return tags.flatMap((tag, word) => {
    const { label = '', margin = null } = prediction?.words?.[word] ?? {}
    const found = types.includes(label.slice(2)) ? label : 'O'
    return found === tag ? [] : [{ id: input.id, word, tag, found, margin: margin ?? Infinity }]
  })
}
