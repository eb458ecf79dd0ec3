import { describe, expect, test } from 'vitest'
import type { DeployedAnswer } from '../../../src/core/deployment/deployment.ts'
import type { PassageId } from '../../../src/core/passage.ts'
import type { OnnxTagger } from '../../../src/inference/onnx-tagger.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { embeddedModel, openModel, reading, tinyModel, tinyReading } from '../fixtures.ts'
import { compareEntities, expectedEntities, readPipelineAnswers } from './fixtures.ts'

const { texts, models } = readPipelineAnswers()
type PipelineModel = (typeof models)[number]

/** Of every case: spans and types that differ, and the largest difference between scores. */
async function compareWithPython(open: () => Promise<OnnxTagger>, { cases, groups }: PipelineModel) {
  const tagger = await open()
  const differences: string[] = []
  let scoreGap = 0
  try {
    for (const { text: index, strategy, pieces, stride, entities } of cases) {
      const text = texts[index] ?? ''
      const deployment = { aggregation: strategy, pieces, stride, sentences: null }
      const answer: DeployedAnswer = await tagger.tagAsDeployed([{ id: 'p' as PassageId, text }], deployment)
      const compared = compareEntities(answer.passages[0]?.entities ?? [], expectedEntities(entities, groups, text))
      if (compared.found !== compared.expected) {
        differences.push(`text ${index}, ${strategy}, ${pieces}: ${compared.found} instead of ${compared.expected}`)
      } else scoreGap = Math.max(scoreGap, compared.scoreGap)
    }
  } finally {
    await tagger.close()
  }
  return { differences, scoreGap }
}

function answersOf(name: string): PipelineModel {
  const found = models.find(({ model }) => model === name)
  if (found === undefined) throw new Error(`no answers of ${name}`)
  return found
}

describe('raw text gets the entities of the Python pipeline', () => {
  test('a tiny model, every strategy, truncated and with windows that overlap', async () => {
    const compared = await compareWithPython(() => openModel(tinyModel, tinyReading), answersOf('fixture:tiny-bert'))
    expect(compared.differences).toEqual([])
    expect(compared.scoreGap).toBeLessThan(1e-4)
  })

  // Whole-number kernels round the same sums in another order on other processors, which moves scores, not these entities.
  test('the embedded model', async () => {
    const compared = await compareWithPython(() => openModel(embeddedModel, reading), answersOf('embedded'))
    expect(compared.differences).toEqual([])
    expect(compared.scoreGap).toBeLessThan(0.03)
  })

  for (const { model } of models.filter(({ model }) => model.startsWith('shared:'))) {
    const folder = model.slice('shared:'.length)
    whenShared(folder, async () => {
      const its = { ...reading, window: { pieces: 64, overlap: 16 } }
      const compared = await compareWithPython(
        () => openModel(sharedPath('models', ...folder.split('/'), 'model.safetensors'), its),
        answersOf(model),
      )
      expect(compared.differences).toEqual([])
      expect(compared.scoreGap).toBeLessThan(1e-4)
    })
  }
})
