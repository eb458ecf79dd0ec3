import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { defaultBatchPlan } from '../../../src/inference/batching/batches.ts'
import { describeTagger, inputOf } from '../../contract/tagger.ts'
import { embeddedModel, openModel, reading, readReferenceSentences, tinyModel, tinyReading } from '../fixtures.ts'

const open = (path: string, its = tinyReading, dtype: string | null = null) =>
  openModel(path, its, dtype, 'transformersjs')

describeTagger('the embedded model in transformers.js', () => open(embeddedModel, reading))
describeTagger('a model in transformers.js that joins words', () =>
  open(tinyModel, { ...tinyReading, words: 'joined', subword: 'mean' }),
)

/** A copy of the tiny model with its graph under another name. */
function tinyModelAs(place: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-tjs-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync(tinyModel, folder, { recursive: true })
  mkdirSync(join(folder, 'onnx'))
  renameSync(join(folder, 'model.onnx'), join(folder, place))
  return folder
}

describe('what is known of a model', () => {
  test('the same as of our own backend, besides the backend and what it means', async () => {
    const [ours, theirs] = [await openModel(embeddedModel, reading), await open(embeddedModel, reading)]
    const { backend, notes, loadSeconds: _, ...facts } = theirs.facts
    expect(facts).toEqual({ ...ours.facts, backend: undefined, notes: undefined, loadSeconds: undefined })
    expect(backend).toMatch(/^@huggingface\/transformers \d+\.\d+\.\d+ \(onnxruntime-node \d+\.\d+\.\d+\)$/)
    expect(notes).toEqual([...ours.facts.notes, expect.stringMatching(/^Run by transformers\.js .*its own tokenizer/)])
    await Promise.all([ours.close(), theirs.close()])
  })
})

describe('the layout of its folders', () => {
  test.each([
    ['fp32', 'onnx/model.onnx'],
    ['fp16', 'onnx/model_fp16.onnx'],
    ['q8', 'onnx/model_quantized.onnx'],
    ['int8', 'onnx/model_int8.onnx'],
    ['uint8', 'onnx/model_uint8.onnx'],
    ['q4', 'onnx/model_q4.onnx'],
    ['q4f16', 'onnx/model_q4f16.onnx'],
    ['bnb4', 'onnx/model_bnb4.onnx'],
    ['q8', 'model_quantized.onnx'],
    ['fp32', 'model.onnx'],
  ])('--dtype %s is %s', async (dtype, place) => {
    const tagger = await open(tinyModelAs(place), tinyReading, dtype)
    expect(tagger.facts.precision).toBe(dtype)
    expect((await tagger.tag([inputOf('a', ['fever'])], defaultBatchPlan)).predictions.length).toBe(1)
    await tagger.close()
  })

  test('of two files the one in onnx/ is its own', async () => {
    const folder = tinyModelAs('onnx/model.onnx')
    writeFileSync(join(folder, 'model.onnx'), 'not this one')
    const tagger = await open(folder)
    expect(tagger.facts.precision).toBe('fp32')
    await tagger.close()
  })

  test('an .onnx file of any name', async () => {
    const folder = tinyModelAs('onnx/ward-7.v2.onnx')
    const tagger = await open(join(folder, 'onnx', 'ward-7.v2.onnx'))
    expect(tagger.facts).toMatchObject({ precision: null, types: ['Disease'] })
    await tagger.close()
  })
})

describe('what it refuses', () => {
  const refusal = (folder: string, dtype: string | null = null) =>
    open(folder, tinyReading, dtype).then(
      () => 'nothing',
      (error: Error & { code?: string }) => `${error.name} ${error.code}: ${error.message.replaceAll(folder, 'DIR')}`,
    )
  const edit = (folder: string, name: string, change: (value: Record<string, unknown>) => object) => {
    const value = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    writeFileSync(join(folder, name), JSON.stringify(change(value)))
    return folder
  }

  test.each(['model.safetensors', 'pytorch_model.bin'])('tensors without a graph: %s', async name => {
    for (const dtype of [null, 'fp32', 'q8']) {
      expect(await refusal(tinyModelAs(name), dtype)).toBe(
        'BenchError MODEL: DIR: transformers.js runs ONNX files only, and this folder has tensors; ' +
          'write an ONNX export with "bioner-bench models export DIR --out DIR2", and give that',
      )
    }
  })

  test('a precision that is not there', async () => {
    expect(await refusal(tinyModelAs('onnx/model_quantized.onnx'), 'q4')).toMatch(
      /^BenchError MODEL: .*this folder has q8$/,
    )
    expect(await refusal(tinyModelAs('onnx/model.onnx'), 'q3')).toMatch(
      /^BenchError ARGUMENT: --dtype q3: expected one of/,
    )
  })

  test('an architecture that it does not have', async () => {
    const folder = edit(tinyModelAs('model.onnx'), 'config.json', config => ({ ...config, model_type: 'albert' }))
    expect(await refusal(folder)).toMatch(
      /^BenchError MODEL: DIR\/config\.json: transformers\.js cannot run it \(Unsupported model type.*; use --backend ort$/,
    )
  })

  test('a folder without tokenizer_config.json, and one with a tokenizer that is none', async () => {
    const without = tinyModelAs('model.onnx')
    rmSync(join(without, 'tokenizer_config.json'))
    expect(await refusal(without)).toBe(
      'BenchError MODEL: DIR/tokenizer_config.json: not found; transformers.js needs it, --backend ort does not',
    )
    const odd = edit(tinyModelAs('model.onnx'), 'tokenizer.json', file => ({ ...file, model: { type: 'Nonsense' } }))
    expect(await refusal(odd)).toMatch(/^BenchError MODEL: DIR\/tokenizer\.json: transformers\.js cannot read it \(/)
  })

  test('a graph that is none, and labels in another number than the logits are wide', async () => {
    const cut = tinyModelAs('model.onnx')
    writeFileSync(join(cut, 'model.onnx'), readFileSync(join(cut, 'model.onnx')).subarray(0, 5000))
    expect(await refusal(cut)).toMatch(/^BenchError MODEL: DIR\/model\.onnx: transformers\.js cannot load it \(/)
    const wide = edit(tinyModelAs('model.onnx'), 'config.json', config => ({
      ...config,
      id2label: { 0: 'O', 1: 'B-X' },
    }))
    expect(await refusal(wide)).toMatch(
      /^BenchError MODEL: .*id2label names 2 labels, but the logits of the model are 3/,
    )
  })

  test('an adapter, TensorRT, and a backend that nobody knows', async () => {
    const options = { reference: 'r', name: 'n', path: tinyModel, reading: tinyReading, backend: 'transformersjs' }
    const { openOnnxTagger } = await import('../../../src/inference/onnx-tagger.ts')
    await expect(openOnnxTagger({ ...options, adapter: { folder: 'lora', mode: 'merged' } })).rejects.toMatchObject({
      code: 'ARGUMENT',
      message:
        '--adapter lora: transformers.js reads ONNX graphs, over which no adapter can be laid; use --backend ort',
    })
    await expect(openOnnxTagger({ ...options, device: 'tensorrt' })).rejects.toMatchObject({
      code: 'ARGUMENT',
      message: '--device tensorrt: transformers.js does not have it; use --backend ort',
    })
    await expect(openOnnxTagger({ ...options, backend: 'transformerjs' })).rejects.toMatchObject({
      code: 'ARGUMENT',
      message: '--backend transformerjs: it is ort or transformersjs; did you mean transformersjs?',
    })
  })

  test('a device that this machine does not have, with what it would need', async () => {
    const device = process.platform === 'darwin' ? 'dml' : 'coreml'
    const { openOnnxTagger } = await import('../../../src/inference/onnx-tagger.ts')
    const options = { reference: 'r', name: 'n', path: tinyModel, reading: tinyReading, backend: 'transformersjs' }
    await expect(openOnnxTagger({ ...options, device })).rejects.toMatchObject({
      code: 'ARGUMENT',
      message: expect.stringMatching(new RegExp(`^--device ${device}: .*cannot be opened there \\(Unsupported device`)),
    })
  })
})

test('a text whose pieces cannot be placed is refused by name; word by word it is read', async () => {
  const text = { ...inputOf('odd', []), text: 'BRCA1 \ufffd gene', tokens: null }
  const tagger = await open(embeddedModel, reading)
  await expect(tagger.tag([text], defaultBatchPlan)).rejects.toMatchObject({
    code: 'MODEL',
    message: expect.stringMatching(/tokenizer\.json: .*"BRCA1 \ufffd gene".*--words separate, or --backend ort$/),
  })
  const { predictions } = await tagger.tag([inputOf('odd', text.text.split(' '))], defaultBatchPlan)
  expect(predictions[0]?.words?.length).toBe(3)
  await tagger.close()
})

test('60 sentences are labelled as by our own backend, with the same margins', async () => {
  const inputs = readReferenceSentences().map(sentence => sentence.input)
  const [ours, theirs] = [await openModel(embeddedModel, reading), await open(embeddedModel, reading)]
  const expected = await ours.tag(inputs, defaultBatchPlan)
  const found = await theirs.tag(inputs, defaultBatchPlan)
  expect(found.predictions).toEqual(expected.predictions)
  expect(found.usage.planHash).toBe(expected.usage.planHash)
  await Promise.all([ours.close(), theirs.close()])
})
