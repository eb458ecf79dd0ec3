import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CompletedRun } from '../../src/core/record.ts'
import { scoreOf } from '../../src/eval/score.ts'
import { evaluateCell } from '../../src/run/evaluate-cell.ts'
import { resolveLabelMap } from '../../src/run/label-map.ts'
import { packagePath } from '../../src/store/assets.ts'
import { readRuns } from '../../src/store/runs.ts'
import { loadCorpus, resolveCorpora } from '../../src/wire/corpora/corpora.ts'
import { builtInLabelMap } from '../../src/wire/label-maps.ts'
import { openTagger, resolveModel } from '../../src/wire/taggers.ts'

/**
 * Words may get another label on another processor only where the two best logits are this close: int8 kernels round the
 * same sums in another order there.
 */
const marginBound = 0.05

const runs = await readRuns([packagePath('results', 'embedded')])
const completed = runs.map(({ record }) => record as CompletedRun)

describe('the committed reference records', () => {
  test('are the two taggers on the three corpora, all completed, each on the full test split', () => {
    expect(
      completed.map(({ model, corpus, status }) => [model.reference, corpus.id, corpus.split, status].join(' ')).sort(),
    ).toEqual([
      'dictionary bc5cdr-chem test completed',
      'dictionary bc5cdr-disease test completed',
      'dictionary ncbi-disease test completed',
      'embedded:minilm-l6-cdr-ncbi bc5cdr-chem test completed',
      'embedded:minilm-l6-cdr-ncbi bc5cdr-disease test completed',
      'embedded:minilm-l6-cdr-ncbi ncbi-disease test completed',
    ])
  })

  test.each(runs.map(run => [join(run.record.model.name, run.record.corpus.id), run] as const))(
    '%s is recomputed exactly from its stored predictions',
    async (_, { record, predictions, passages }) => {
      const { corpus, labelMap, ranking, scores, ignoredWords, novelty, concepts, errors, calibration } =
        record as CompletedRun
      const [reference] = await resolveCorpora([`${corpus.id}@${corpus.variant}`], corpus.split)
      if (reference === undefined || predictions === null) throw new Error('nothing to recompute from')
      const loaded = await loadCorpus(reference, corpus.split)
      expect(loaded.facts).toEqual(corpus)
      const maps = { given: null, builtIn: (await builtInLabelMap())(record.model.reference) }
      const resolved = resolveLabelMap(record.model, loaded.facts.types, maps)
      expect(resolved).toEqual(labelMap)
      const again = evaluateCell({
        training: loaded.training,
        passages: loaded.passages,
        // Mentions are stored in the types of the corpus; words keep the labels of the model.
        predictions: new Map(predictions.map(prediction => [prediction.id, prediction])),
        reading: scores[0]?.convention.window
          ? { subword: 'first', words: 'separate', window: scores[0].convention.window }
          : null,
        unit: 'token',
        decoding: { matching: 'conlleval' },
        labelMap: resolved,
      })
      expect({ ...again, passages: null, predictions: null, misaligned: null }).toEqual({
        ...{ scores, ranking, ignoredWords, novelty, concepts, errors, calibration },
        ...{ passages: null, predictions: null, misaligned: null },
      })
      expect(again.predictions).toEqual(predictions)
      expect(again.passages).toEqual(passages?.map(({ latencySeconds: _, ...passage }) => passage))
    },
  )

  test('score what the Python reference scored for the same model and corpora', () => {
    const score = (corpus: string, index: number) => {
      const record = completed.find(run => run.corpus.id === corpus && run.model.reference.startsWith('embedded:'))
      return scoreOf(record?.scores[index]?.types ?? []).micro.f1
    }
    // seqeval 1.2.2 on the predictions of Python onnxruntime: default, then strict IOB2.
    expect(score('ncbi-disease', 0)).toBeCloseTo(0.83445, 5)
    expect(score('ncbi-disease', 1)).toBeCloseTo(0.84349, 5)
  })
})

describe('a fresh run of the embedded tagger', () => {
  test('gives the stored labels, but for words whose margin is below the stated bound', async () => {
    const run = runs.find(
      ({ record }) => record.model.reference.startsWith('embedded:') && record.corpus.id === 'ncbi-disease',
    )
    const [reference] = await resolveCorpora(['ncbi-disease'], 'test')
    if (run === undefined || reference === undefined) throw new Error('no reference record')
    const corpus = await loadCorpus(reference, 'test')
    const sample = corpus.passages.slice(0, 250)
    const { batchPlan, model } = run.record as CompletedRun
    if (batchPlan === null) throw new Error('no batch plan')
    const tagger = await openTagger(
      model.reference,
      await resolveModel(model.reference),
      corpus,
      {
        reading: { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } },
        dtype: null,
        adapter: null,
        backend: null,
        device: null,
        operators: null,
        threads: null,
      },
      () => 0,
    )
    const { predictions } = await tagger.tag(sample, batchPlan)
    await tagger.close()
    const fresh = new Map(predictions.map(prediction => [prediction.id, prediction.words]))
    const wide = (run.predictions ?? [])
      .slice(0, sample.length)
      .flatMap(({ id, words }) =>
        (words ?? []).filter(
          (word, index) => fresh.get(id)?.[index]?.label !== word.label && (word.margin ?? 0) >= marginBound,
        ),
      )
    expect(fresh.size).toBe(sample.length)
    expect(wide).toEqual([])
  })
})
