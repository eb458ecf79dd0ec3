import { describe, expect, test } from 'vitest'
import { BenchError } from '../../src/core/error.ts'
import type { Tagger } from '../../src/core/tagger.ts'
import { measureSingleStream } from '../../src/load/single-stream.ts'
import { fakeTagger, input, plan } from './fake-tagger.ts'

const inputs = Array.from({ length: 10 }, (_, index) => input(`p${index}`, 'x'.repeat(index + 1)))

describe('measureSingleStream', () => {
  test('sends one passage at a time, in order, after the warm-ups', async () => {
    const tagger = fakeTagger(() => 0.01)
    await measureSingleStream({ tagger, inputs, plan, warmUps: 2 })
    expect(tagger.calls).toEqual([['p0'], ['p1'], ...inputs.map(({ id }) => [id])])
  })

  test('leaves the warm-ups out of the samples and counts them apart', async () => {
    const tagger = fakeTagger((_, call) => (call < 3 ? 60 : 0.25))
    const { latency, samples } = await measureSingleStream({ tagger, inputs, plan, warmUps: 3 })
    expect(latency).toMatchObject({ samples: 10, warmUps: 3, meanSeconds: 0.25 })
    expect([...samples]).toEqual(inputs.map(({ id }) => [id, 0.25]))
  })

  test('starts again where there are more warm-ups than passages', async () => {
    const tagger = fakeTagger(() => 1)
    await measureSingleStream({ tagger, inputs: inputs.slice(0, 2), plan, warmUps: 5 })
    expect(tagger.calls.slice(0, 5)).toEqual([['p0'], ['p1'], ['p0'], ['p1'], ['p0']])
  })

  test('takes the seconds of the host process, and withholds the tail that ten samples have not seen', async () => {
    const tagger = fakeTagger(({ text }) => text.length / 8)
    const { latency } = await measureSingleStream({ tagger, inputs, plan, warmUps: 0 })
    expect(latency).toEqual({
      samples: 10,
      warmUps: 0,
      meanSeconds: 5.5 / 8,
      percentiles: [
        { percent: 50, seconds: 5 / 8, needed: 7 },
        { percent: 90, seconds: null, needed: 44 },
        { percent: 95, seconds: null, needed: 90 },
        { percent: 99, seconds: null, needed: 459 },
      ],
    })
  })

  test('hands back the predictions, so that they can be checked against the offline run', async () => {
    const { predictions } = await measureSingleStream({ tagger: fakeTagger(() => 1), inputs, plan, warmUps: 1 })
    const offline = await fakeTagger(() => 1).tag(inputs, plan)
    expect(predictions).toEqual(offline.predictions)
  })

  test('tells how far it is', async () => {
    const told: number[] = []
    const onSample = (samples: number) => told.push(samples)
    await measureSingleStream({ tagger: fakeTagger(() => 1), inputs: inputs.slice(0, 3), plan, warmUps: 1, onSample })
    expect(told).toEqual([1, 2, 3])
  })

  test('without passages, says what is missing', async () => {
    const measuring = measureSingleStream({ tagger: fakeTagger(() => 1), inputs: [], plan, warmUps: 1 })
    await expect(measuring).rejects.toThrow(BenchError)
    await expect(measuring).rejects.toMatchObject({ code: 'ARGUMENT' })
  })

  test('a passage that is there twice is refused: samples are joined by id', async () => {
    const twice = [input('a'), input('a')]
    await expect(measureSingleStream({ tagger: fakeTagger(() => 1), inputs: twice, plan, warmUps: 0 })).rejects.toThrow(
      'twice',
    )
  })

  test('an answer for another passage is a bug', async () => {
    const honest = fakeTagger(() => 1)
    const tagger: Tagger = { ...honest, tag: (_, batch) => honest.tag([input('other')], batch) }
    await expect(measureSingleStream({ tagger, inputs, plan, warmUps: 0 })).rejects.toThrow('asked for passage p0')
  })

  test.each([Number.NaN, -0.1, Number.POSITIVE_INFINITY])('%d seconds are a bug', async seconds => {
    const tagger = fakeTagger(() => seconds)
    await expect(measureSingleStream({ tagger, inputs, plan, warmUps: 0 })).rejects.toThrow('took')
  })
})
