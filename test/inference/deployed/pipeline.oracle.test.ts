import { describe, expect, test } from 'vitest'
import type { Pipeline } from '../../../src/core/deployment/deployment.ts'
import type { PassageId } from '../../../src/core/passage.ts'
import type { OnnxTagger } from '../../../src/inference/onnx-tagger.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { embeddedModel, openModel, reading, tinyModel, tinyReading } from '../fixtures.ts'
import { compareEntities, expectedEntities, readOpenmedAnswers, readPipelineAnswers } from './fixtures.ts'

const python = readPipelineAnswers()
const openmed = readOpenmedAnswers()
type Answers = typeof python

/** Of every case of a model: spans and types that differ, and the largest difference between scores. */
async function compareWithPython(
  open: () => Promise<OnnxTagger>,
  { texts, models }: Answers,
  name: string,
  pipeline: Pipeline = 'huggingface',
) {
  const answers = models.find(({ model }) => model === name)
  if (answers === undefined) throw new Error(`no answers of ${name}`)
  const tagger = await open()
  const differences: string[] = []
  let scoreGap = 0
  try {
    for (const { text: index, strategy, pieces, stride, sentences, entities } of answers.cases) {
      const text = texts[index] ?? ''
      const deployment = { aggregation: strategy, pieces, stride, sentences, pipeline }
      const { passages } = await tagger.tagAsDeployed([{ id: 'p' as PassageId, text }], deployment)
      const expected = expectedEntities(entities, answers.groups, text)
      const compared = compareEntities(passages[0]?.entities ?? [], expected)
      if (compared.found !== compared.expected) {
        differences.push(`text ${index}, ${strategy}, ${pieces}: ${compared.found} instead of ${compared.expected}`)
      } else scoreGap = Math.max(scoreGap, compared.scoreGap)
    }
  } finally {
    await tagger.close()
  }
  return { differences, scoreGap }
}

/** Of the tiny models that the reference material has. */
const openShared = (folder: string) =>
  openModel(sharedPath('models', ...folder.split('/'), 'model.safetensors'), {
    ...reading,
    window: { pieces: 64, overlap: 16 },
  })

/** Whole-number kernels round the same sums in another order on other processors, which moves scores, not these entities. */
const kernelBound = 0.03

describe('raw text gets the entities of the Python pipeline', () => {
  test('a tiny model, every strategy, truncated and with windows that overlap', async () => {
    const compared = await compareWithPython(() => openModel(tinyModel, tinyReading), python, 'fixture:tiny-bert')
    expect(compared.differences).toEqual([])
    expect(compared.scoreGap).toBeLessThan(1e-4)
  })

  test('the embedded model', async () => {
    const compared = await compareWithPython(() => openModel(embeddedModel, reading), python, 'embedded')
    expect(compared.differences).toEqual([])
    expect(compared.scoreGap).toBeLessThan(kernelBound)
  })

  for (const folder of sharedFolders(python)) {
    whenShared(folder, async () => {
      const compared = await compareWithPython(() => openShared(folder), python, `shared:${folder}`)
      expect(compared.differences).toEqual([])
      expect(compared.scoreGap).toBeLessThan(1e-4)
    })
  }
})

describe('raw text, in sentences and as a whole, gets the entities of openmed', () => {
  test('a tiny model', async () => {
    const open = () => openModel(tinyModel, tinyReading)
    const compared = await compareWithPython(open, openmed, 'fixture:tiny-bert', 'openmed')
    expect(compared.differences).toEqual([])
    expect(compared.scoreGap).toBeLessThan(1e-4)
  })

  test('the embedded model', async () => {
    const compared = await compareWithPython(() => openModel(embeddedModel, reading), openmed, 'embedded', 'openmed')
    expect(compared.differences).toEqual([])
    expect(compared.scoreGap).toBeLessThan(kernelBound)
  })

  for (const folder of sharedFolders(openmed)) {
    whenShared(folder, async () => {
      const compared = await compareWithPython(() => openShared(folder), openmed, `shared:${folder}`, 'openmed')
      expect(compared.differences).toEqual([])
      expect(compared.scoreGap).toBeLessThan(1e-4)
    })
  }
})

function sharedFolders({ models }: Answers): string[] {
  return models.flatMap(({ model }) => (model.startsWith('shared:') ? [model.slice('shared:'.length)] : []))
}
