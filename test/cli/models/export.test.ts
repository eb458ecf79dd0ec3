import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeSafetensors, smallBert, smallBertFiles, withFiles } from '../../inference/graph/small-bert.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { runModels, temporaryFolder, tinyBert } from './models-command.ts'

const checkpoint = { ...smallBertFiles, 'model.safetensors': encodeSafetensors(smallBert()) }

async function answer(...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await runModels(...args)
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  return stdout
}

async function refusal(...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await runModels(...args)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  return stderr
}

describe('models export', () => {
  test('writes what opens by itself, with the same logits, and says so', () =>
    withFiles(checkpoint, async folder => {
      const out = join(temporaryFolder(), 'export')
      const written = JSON.parse(await answer('export', folder, '--out', out, '--json'))
      expect(written).toMatchObject({
        format: 'bioner-bench/export@1',
        precision: 'fp32',
        parameters: 1859,
        probeDifference: 0,
        written: ['config.json', 'id2label.json', 'tokenizer.json', 'manifest.json', 'model.onnx'],
      })
      expect(readFileSync(join(out, 'model.onnx')).length).toBe(written.bytes)
      const inspected = JSON.parse(await answer('inspect', out, '--json'))
      expect(inspected).toMatchObject({
        model: { precision: 'fp32', parameters: 1859 },
        labels: ['O', 'B-Disease', 'I-Disease'],
      })
      expect(JSON.parse(await answer('inspect', folder, '--json')).labels).toEqual(inspected.labels)
    }))

  test('several precisions of one model share a folder, and each file says which it is', () =>
    withFiles(checkpoint, async folder => {
      const out = temporaryFolder()
      const precisions = {
        fp16: ['export', 'model_fp16.onnx', 'fp16'],
        int8: ['quantize', 'model_int8.onnx', 'int8-rowwise'],
        q8: ['quantize', 'model_quantized.onnx', 'int8-dynamic'],
        'int8-blockwise': ['quantize', 'model_int8_blockwise.onnx', 'int8-blockwise'],
        q4: ['quantize', 'model_q4.onnx', 'int4-blockwise'],
      }
      for (const [dtype, [command = '', file = '', precision]] of Object.entries(precisions)) {
        const text = await answer(command, folder, '--out', out, '--dtype', dtype)
        expect(text).toContain(`${join(out, file)}: ${precision}`)
        expect(text).toContain('read back: the logits of a row differ')
        const inspected = JSON.parse(await answer('inspect', out, '--dtype', dtype, '--json'))
        expect(inspected.model.precision).toBe(precision)
      }
      expect(readdirSync(out).filter(name => name.endsWith('.onnx'))).toHaveLength(5)
    }))

  whenShared('an export of every architecture agrees with its reference', async () => {
    for (const name of ['albert', 'bert-fp16', 'deberta-v2-xl', 'eurobert-gqa', 'modernbert', 'xlm-roberta']) {
      const out = temporaryFolder()
      const tiny = sharedPath('models', 'tiny', name)
      await answer('export', tiny, '--out', out)
      const verified = JSON.parse(
        await answer('verify', out, '--against', join(tiny, 'expected.json'), '--dtype', 'fp32', '--json'),
      )
      expect(verified.ok).toBe(true)
    }
  })

  whenShared('an adapter is merged into what is written', async () => {
    const tiny = sharedPath('models', 'tiny', 'bert-lora')
    for (const mode of ['merged', 'branches']) {
      const out = temporaryFolder()
      await answer(
        ...['export', join(tiny, 'base'), '--adapter', join(tiny, 'adapter')],
        ...['--adapter-mode', mode, '--out', out],
      )
      const file = join(tiny, 'expected.json')
      expect(await answer('verify', out, '--against', file)).toContain('ok:')
    }
  })

  test('a graph that is there, another model, a graph instead of tensors: refused, and nothing is written over', () =>
    withFiles(checkpoint, async folder => {
      const out = temporaryFolder()
      await answer('export', folder, '--out', out)
      const before = readFileSync(join(out, 'model.onnx'))
      expect(await refusal('export', folder, '--out', out)).toMatch(/model\.onnx: it is there already; .*--force/)
      await answer('export', folder, '--out', out, '--force')
      expect(readFileSync(join(out, 'model.onnx')).equals(before)).toBe(true)
      writeFileSync(join(out, 'config.json'), '{}')
      expect(await refusal('quantize', folder, '--out', out)).toMatch(
        /config\.json: it is there already and says something else; .* holds another model/,
      )
      expect(await refusal('export', tinyBert, '--out', temporaryFolder())).toMatch(
        /model\.onnx: a graph already; give the folder of the checkpoint/,
      )
    }))

  test.each([
    [['export', tinyBert, '--out', '/dev/null/x'], /a graph already/],
    [['export', tinyBert], /required option '--out <dir>'/],
    [['quantize', tinyBert], /--out DIR is missing/],
    [['quantize', tinyBert, '--out', 'x', '--dtype', 'int7'], /--dtype int7: expected one of .*int8-rowwise/],
    [
      ['quantize', tinyBert, '--out', 'x', '--dtype', 'bnb4'],
      /--dtype bnb4: no graph is built in it; expected one of fp32, /,
    ],
    [['quantize', tinyBert, '--compare', '--dtype', 'fp32,bnb4'], /--dtype bnb4: no graph is built in it/],
    [['export', 'dictionary', '--out', 'x'], /dictionary: no checkpoint/],
  ] as const)('%j is refused', async (args, message) => {
    expect(await refusal(...args)).toMatch(message)
  })

  test('weights beyond the range of half precision are refused by name', () => {
    const tensors = smallBert()
    tensors.set('classifier.weight', { shape: [3, 8], values: new Float32Array(24).fill(1e6) })
    return withFiles({ ...smallBertFiles, 'model.safetensors': encodeSafetensors(tensors) }, async folder => {
      expect(await refusal('export', folder, '--out', temporaryFolder(), '--dtype', 'fp16')).toMatch(
        /model\.safetensors: tensor "?classifier\.weight"?: number 0 is 1000000, beyond the range of half precision; use --dtype fp32/,
      )
    })
  })
})

test('models quantize --compare prints what each precision costs', () =>
  withFiles(checkpoint, async folder => {
    const out = temporaryFolder()
    const common = [
      ...['quantize', folder, '--compare', '--limit', '12', '--out', out, '--dtype', 'fp32,int8,q8'],
      ...['--window', '40', '--overlap', '8'],
    ]
    const { format, corpora } = JSON.parse(await answer(...common, '--json'))
    expect(format).toBe('bioner-bench/precisions@1')
    expect(corpora).toHaveLength(1)
    expect(corpora[0].corpus).toBe('ncbi-disease@mtl')
    const costs: { precision: string; weightBytes: number; sensitivity: { changedMentions: number } }[] =
      corpora[0].costs
    expect(costs.map(({ precision }) => precision)).toEqual(['fp32', 'int8-rowwise', 'int8-dynamic'])
    expect(costs[1]?.weightBytes).toBeLessThan(costs[0]?.weightBytes ?? 0)
    for (const { precision, sensitivity } of costs) {
      if (precision !== 'int8-dynamic') expect(sensitivity.changedMentions).toBe(0)
    }
    expect(readdirSync(out).sort()).toEqual(['fp32', 'int8-dynamic', 'int8-rowwise'])
    const table = await answer(...common)
    expect(table).toMatch(/conlleval +strict IOB2 +pieces\/s +weights +batch\n +fp32 /)
    expect(table).toMatch(/int8-rowwise .*×\d+\.\d\d .* 0 of \d+\n/)
  }))
