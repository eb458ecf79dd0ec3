import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { defaultBatchPlan } from '../../src/inference/batching/batches.ts'
import { describeTagger, inputOf } from '../contract/tagger.ts'
import { embeddedModel, openModel, reading, tinyModel, tinyReading } from './fixtures.ts'

describeTagger('the embedded model', () => openModel(embeddedModel, reading))
describeTagger('a model that joins words', () =>
  openModel(tinyModel, { ...tinyReading, words: 'joined', subword: 'mean' }),
)

describe('what is known of a model', () => {
  test('the embedded one', async () => {
    const tagger = await openModel(embeddedModel, reading)
    expect(tagger.facts).toMatchObject({
      architecture: 'bert',
      parameters: 16_245_509,
      precision: 'int8-rowwise',
      types: ['Chemical', 'Disease'],
      weightsSha256: 'c11ac0b4674c329d594d3125a883a943f721f146192b5f4a0b217b1213f9ec78',
      tokenizerSha256: '7471b1db93d837f3d7eebaaa835dc59f32e93e133b636c101c0e895d0b56d291',
      providers: [{ name: 'CPUExecutionProvider', nodes: null }],
    })
    expect(tagger.facts.backend).toMatch(/^onnxruntime-node \d/)
    expect(tagger.facts.notes.join()).toContain('development splits')
    await tagger.close()
  })

  test('an .onnx file with everything else beside it', async () => {
    const tagger = await openModel(join(tinyModel, 'model.onnx'), tinyReading)
    expect(tagger.facts).toMatchObject({ precision: 'fp32', types: ['Disease'], parameters: null })
    await tagger.close()
  })
})

describe('mentions in the text', () => {
  const abstract = 'Familial Mediterranean fever (FMF) is treated with colchicine.'

  test.each(['separate', 'joined'] as const)('text that nobody has tokenised, words %s', async words => {
    const tagger = await openModel(embeddedModel, { ...reading, words })
    const { predictions } = await tagger.tag([{ ...inputOf('a', []), text: abstract, tokens: null }], defaultBatchPlan)
    expect(predictions[0]?.words).toBeNull()
    expect(predictions[0]?.mentions.map(({ start, end, type }) => [abstract.slice(start, end), type])).toEqual([
      ['Familial Mediterranean fever', 'Disease'],
      ['FMF', 'Disease'],
      ['colchicine', 'Chemical'],
    ])
    await tagger.close()
  })

  test('a non-BMP character before a mention moves it by two units', async () => {
    const tagger = await openModel(embeddedModel, reading)
    const text = `𝛽🧬 ${abstract}`
    const { predictions } = await tagger.tag([{ ...inputOf('a', []), text, tokens: null }], defaultBatchPlan)
    expect(predictions[0]?.mentions.map(({ start, end }) => text.slice(start, end))).toContain('colchicine')
    await tagger.close()
  })
})

describe('when the process dies', () => {
  const inputs = Array.from({ length: 400 }, (_, index) => inputOf(`p${index}`, new Array(60).fill('telangiectasia')))

  test('in the middle of a run: the run is rejected, with the signal and the batch; the next tagger works', async () => {
    const tagger = await openModel(embeddedModel, reading)
    const run = tagger.tag(inputs, defaultBatchPlan, () => {
      if (tagger.processId !== null) process.kill(tagger.processId, 'SIGKILL')
    })
    await expect(run).rejects.toMatchObject({
      name: 'BenchError',
      code: 'INFERENCE',
      message: expect.stringMatching(
        /^fixture: its process was ended by SIGKILL .* in batch \d+ of \d+ \(passage p\d+ to p\d+\)$/,
      ),
    })
    await expect(tagger.tag(inputs, defaultBatchPlan)).rejects.toThrow('open it again')
    await tagger.close()

    const next = await openModel(tinyModel, tinyReading)
    expect((await next.tag(inputs.slice(0, 3), defaultBatchPlan)).predictions.length).toBe(3)
    await next.close()
  })

  test('closing rejects what is under way', async () => {
    const tagger = await openModel(embeddedModel, reading)
    const run = tagger.tag(inputs, defaultBatchPlan)
    const rejected = expect(run).rejects.toThrow('the tagger was closed')
    await tagger.close()
    await rejected
  })

  test('it ends when its parent is killed', async () => {
    const parent = fork(join(import.meta.dirname, '..', 'fixtures', 'inference', 'open-and-wait.ts'), [tinyModel])
    const [processId] = await once(parent, 'message')
    expect(isAlive(processId)).toBe(true)
    parent.kill('SIGKILL')
    while (isAlive(processId)) await sleep(20)
    expect(isAlive(processId)).toBe(false)
  })
})

/** A zombie that nobody has collected yet is not alive. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return !/\) Z /.test(readFileSync(`/proc/${processId}/stat`, 'utf8'))
  } catch (error) {
    return error instanceof Error && 'path' in error && process.platform !== 'linux'
  }
}
