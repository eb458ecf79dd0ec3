import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openModel, reading, readTiny, tinyModel, tinyReading, withTinyModel } from './fixtures.ts'

const config = JSON.parse(readTiny('config.json').toString())
const tokenizer = JSON.parse(readTiny('tokenizer.json').toString())
const labels = { '0': 'O', '1': 'B-Disease', '2': 'I-Disease' }

/** Opens the tiny model with some files replaced, and expects a refusal in one line that matches all of `says`. */
async function expectRefusal(
  files: Readonly<Record<string, string | Uint8Array | null>>,
  says: readonly string[],
  code = 'MODEL',
) {
  await withTinyModel(files, async folder => {
    const error = await openModel(folder, tinyReading).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ name: 'BenchError', code })
    const message = error instanceof Error ? error.message : ''
    for (const part of says) expect(message).toMatch(new RegExp(part))
    expect(message).not.toContain('\n')
  })
}

const withConfig = (changes: object) => ({ 'config.json': JSON.stringify({ ...config, ...changes }) })

describe('weights that are refused', () => {
  test.each([
    ['empty', new Uint8Array(0), ['model.onnx: the file is empty']],
    ['a text', 'version https://git-lfs.github.com/spec/v1', ['model.onnx: onnxruntime cannot load it']],
    ['cut off', readTiny('model.onnx').subarray(0, 20_000), ['model.onnx: onnxruntime cannot load it']],
    ['random bytes', new Uint8Array(5000).map((_, index) => (index * 7919) % 251), ['model.onnx: onnxruntime']],
    ['missing', null, ['no ONNX model in this folder', 'model_int8.onnx']],
  ] as const)('%s', (_, content, says) => expectRefusal({ 'model.onnx': content }, says))

  test('with NaN in them, as soon as a word is read', async () => {
    const damaged = Buffer.from(readTiny('model.onnx'))
    const embeddings = damaged.indexOf(Buffer.from([0x4a, 0xc0, 0x1b])) + 3 // raw_data of 110 × 8 numbers of 4 bytes
    for (let id = 0; id < 110; id++) damaged.writeFloatLE(Number.NaN, embeddings + id * 32)
    await withTinyModel({ 'model.onnx': damaged }, async folder => {
      const tagger = await openModel(folder, tinyReading)
      const plan = { order: 'given', pieces: 100, windows: null, seed: 0 } as const
      const input = { id: 'PMID-1' as never, text: 'ataxia', tokens: [{ start: 0, end: 6 }] }
      await expect(tagger.tag([input], plan)).rejects.toMatchObject({
        code: 'MODEL',
        message: expect.stringMatching(/model\.onnx: for word 0 of passage PMID-1 the logits are NaN/),
      })
      await tagger.close()
    })
  })
})

describe('labels that are refused', () => {
  test.each([
    ['none at all', withConfig({ id2label: undefined }), ['config.json: id2label is missing']],
    ['a list', withConfig({ id2label: ['O', 'B-X'] }), ['config.json: id2label: expected an object']],
    [
      'a gap',
      withConfig({ id2label: { '0': 'O', '1': 'B-X', '3': 'I-X' } }),
      ['config.json: id2label', '2 is missing'],
    ],
    [
      'no O',
      withConfig({ id2label: { '0': 'B-X', '1': 'I-X', '2': 'B-Y' } }),
      ['config.json: id2label has no label O'],
    ],
    ['placeholders', withConfig({ id2label: { '0': 'O', '1': 'LABEL_1', '2': 'B-X' } }), ['config.json: .*LABEL_1']],
    [
      'one twice',
      withConfig({ id2label: { '0': 'O', '1': 'B-X', '2': 'B-X' } }),
      ['config.json: id2label names B-X twice'],
    ],
    [
      'too few',
      withConfig({ id2label: { '0': 'O', '1': 'B-X' } }),
      ['config.json: id2label names 2 labels', 'logits .* 3 wide'],
    ],
    [
      'too few in a file of their own',
      { 'id2label.json': '{"0":"O","1":"B-X"}' },
      ['id2label.json: .* 2 labels', 'logits'],
    ],
    [
      'two files that disagree',
      { 'id2label.json': '{"0":"B-Disease","1":"I-Disease","2":"O"}' },
      ['id2label.json and .*config.json disagree: label 0 is B-Disease in the one and O in the other'],
    ],
  ] as const)('%s', (_, files, says) => expectRefusal(files, says))

  test('a file of their own is enough', async () => {
    const files = { 'id2label.json': JSON.stringify(labels), ...withConfig({ id2label: undefined }) }
    await withTinyModel(files, async folder => {
      const tagger = await openModel(folder, tinyReading)
      expect(tagger.facts.types).toEqual(['Disease'])
      await tagger.close()
    })
  })
})

describe('configurations and tokenizers that are refused', () => {
  test.each([
    ['config.json cut off', { 'config.json': readTiny('config.json').subarray(0, 100) }, ['config.json: not JSON']],
    ['config.json empty', { 'config.json': '' }, ['config.json: the file is empty']],
    ['config.json missing', { 'config.json': null }, ['config.json: not found']],
    ['config.json with nonsense', withConfig({ vocab_size: 'many' }), ['config.json: vocab_size']],
    ['tokenizer.json missing', { 'tokenizer.json': null }, ['tokenizer.json: not found']],
    ['tokenizer.json of nothing', { 'tokenizer.json': '{}' }, ['tokenizer.json: model']],
    [
      'tokenizer.json of another kind',
      { 'tokenizer.json': '{"model":{"type":"x"}}' },
      ['tokenizer.json: the tokenizers library'],
    ],
    [
      'more pieces than embeddings',
      withConfig({ vocab_size: 50 }),
      ['tokenizer.json: gives ids up to 109', 'vocab_size .* 50'],
    ],
    [
      'an added token beyond the embeddings',
      { 'tokenizer.json': JSON.stringify({ ...tokenizer, added_tokens: [{ ...tokenizer.added_tokens[0], id: 110 }] }) },
      ['tokenizer.json: gives ids up to 110'],
    ],
  ] as const)('%s', (_, files, says) => expectRefusal(files, says))
})

describe('what does not fit together', () => {
  test('a window that the model cannot read', async () => {
    await expect(openModel(tinyModel, reading)).rejects.toMatchObject({
      code: 'ARGUMENT',
      message: expect.stringMatching(/--window 256: .*config\.json says that the model reads at most 40 pieces/),
    })
  })

  test('the same where config.json does not say how much the model can read', async () => {
    await withTinyModel(withConfig({ max_position_embeddings: undefined }), async folder => {
      await expect(openModel(folder, reading)).rejects.toMatchObject({ code: 'INFERENCE' })
      const tagger = await openModel(folder, tinyReading)
      await tagger.close()
    })
  })

  test('what is wrong with the model comes before the window, which another one would not mend', async () => {
    await withTinyModel({ 'model.onnx': 'not a model' }, async folder => {
      await expect(openModel(folder, reading)).rejects.toMatchObject({
        code: 'MODEL',
        message: expect.stringContaining('model.onnx: onnxruntime cannot load it'),
      })
    })
  })

  test('an overlap as large as the window', async () => {
    const tight = { ...tinyReading, window: { pieces: 10, overlap: 8 } }
    await expect(openModel(tinyModel, tight)).rejects.toMatchObject({ code: 'ARGUMENT' })
  })

  test('a dtype that is not there, and one that is none', async () => {
    await expect(openModel(tinyModel, tinyReading, 'fp16')).rejects.toThrow(
      /model_fp16\.onnx: not found; this folder has fp32/,
    )
    await expect(openModel(tinyModel, tinyReading, 'float')).rejects.toThrow(
      '--dtype float: expected one of fp32, fp16, int8',
    )
    await expect(openModel('no such folder', tinyReading)).rejects.toThrow('no such folder: not found')
  })

  test('several files and none called model.onnx; the onnx/ folder of transformers.js', async () => {
    await withTinyModel({ 'model.onnx': null }, async folder => {
      mkdirSync(join(folder, 'onnx'))
      for (const name of ['model_int8.onnx', 'model_q4.onnx'])
        writeFileSync(join(folder, 'onnx', name), readTiny('model.onnx'))
      await expect(openModel(folder, tinyReading)).rejects.toThrow('choose with --dtype, one of int8, q4')
      const tagger = await openModel(folder, tinyReading, 'q4')
      expect(tagger.facts.precision).toBe('q4')
      await tagger.close()
    })
  })
})
