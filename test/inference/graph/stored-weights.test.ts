import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openModel, tinyReading } from '../fixtures.ts'
import { encodeSafetensors, type Storage, smallBert, smallBertFiles, withFiles } from './small-bert.ts'

const rows = { ids: [[2, 30, 31, 32, 3]], mask: [[1, 1, 1, 1, 1]], typeIds: null }

async function read(folder: string) {
  const tagger = await openModel(folder, tinyReading)
  const { data } = await tagger.logits(rows)
  await tagger.close()
  return { logits: [...data], facts: tagger.facts }
}

const whole = encodeSafetensors(smallBert())

const types: Record<string, Storage> = {
  F16: { dtype: 'F16', encode: values => new Float16Array(values).buffer },
  BF16: {
    dtype: 'BF16',
    encode: values => Uint16Array.from(new Uint32Array(values.slice().buffer), bits => bits >>> 16).buffer,
  },
  F64: { dtype: 'F64', encode: values => new Float64Array(values).buffer },
}

describe('weights where they lie', () => {
  test('the graph of a checkpoint names its parameters, its precision and the hash of its file', async () => {
    await withFiles({ ...smallBertFiles, 'model.safetensors': whole }, async folder => {
      const { facts, logits } = await read(folder)
      const parameters = [...smallBert().values()].reduce((sum, { values }) => sum + values.length, 0)
      expect(facts).toMatchObject({ parameters, precision: 'fp32', architecture: 'bert', notes: [] })
      expect(facts.weightsSha256).toBe(createHash('sha256').update(whole).digest('hex'))
      expect(new Set(logits).size).toBeGreaterThan(10)
    })
  })

  test.each(Object.entries(types))('%s gives the logits of the same numbers in float32', async (name, storage) => {
    const plain = await withFiles({ ...smallBertFiles, 'model.safetensors': whole }, read)
    const other = encodeSafetensors(smallBert(), storage)
    const { logits, facts } = await withFiles({ ...smallBertFiles, 'model.safetensors': other }, read)
    expect(logits).toEqual(plain.logits)
    expect(facts.notes).toEqual([`Weights stored as ${name} were brought to float32.`])
  })

  test('numbers need not begin at a multiple of their size', async () => {
    const plain = await withFiles({ ...smallBertFiles, 'model.safetensors': whole }, read)
    const shifted = encodeSafetensors(smallBert(), undefined, 3)
    expect(shifted.length).toBe(whole.length + 3)
    expect((await withFiles({ ...smallBertFiles, 'model.safetensors': shifted }, read)).logits).toEqual(plain.logits)
  })

  test('files may be links, each to another folder, as in the cache of the Hub', async () => {
    const plain = await withFiles({ ...smallBertFiles, 'model.safetensors': whole }, read)
    const tensors = [...smallBert()]
    const halves = [tensors.slice(0, 9), tensors.slice(9)] as const
    const index = {
      weight_map: Object.fromEntries(
        halves.flatMap((half, part) => half.map(([name]) => [name, `${part}.safetensors`])),
      ),
    }
    await withFiles(
      {
        'blobs/one/abc': encodeSafetensors(new Map(halves[0])),
        'blobs/two/def': encodeSafetensors(new Map(halves[1])),
      },
      async root => {
        const folder = join(root, 'snapshots', 'main')
        mkdirSync(folder, { recursive: true })
        symlinkSync(join('..', '..', 'blobs', 'one', 'abc'), join(folder, '0.safetensors'))
        symlinkSync(join('..', '..', 'blobs', 'two', 'def'), join(folder, '1.safetensors'))
        writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify(index))
        for (const [name, content] of Object.entries(smallBertFiles)) writeFileSync(join(folder, name), content)
        expect((await read(folder)).logits).toEqual(plain.logits)
      },
    )
  })

  test('a folder and a file may have any name', async () => {
    const plain = await withFiles({ ...smallBertFiles, 'model.safetensors': whole }, read)
    const files = { ...smallBertFiles, 'model.safetensors': whole }
    const odd = Object.fromEntries(
      Object.entries(files).map(([name, content]) => [`ein Ordner, 模型 %20/${name}`, content]),
    )
    const { logits } = await withFiles(odd, root => read(join(root, 'ein Ordner, 模型 %20')))
    expect(logits).toEqual(plain.logits)
  })

  test('the tensors are preferred, but for a dtype of which there is a file; one that only files have is refused', async () => {
    await withFiles({ ...smallBertFiles, 'model.safetensors': whole, 'model.onnx': '' }, async folder => {
      const precisionAs = async (dtype: string | null) => {
        const tagger = await openModel(folder, tinyReading, dtype)
        await tagger.close()
        return tagger.facts.precision
      }
      expect(await precisionAs(null)).toBe('fp32')
      expect(await precisionAs('fp32')).toBe('fp32')
      expect(await precisionAs('int8')).toBe('int8-rowwise')
      expect(await precisionAs('q4')).toBe('int4-blockwise')
      await expect(openModel(folder, tinyReading, 'q4f16')).rejects.toMatchObject({
        code: 'ARGUMENT',
        message: expect.stringMatching(
          /--dtype q4f16: .* has no model_q4f16\.onnx, and no graph is built in it; .*fp32, fp16/,
        ),
      })
      writeFileSync(join(folder, 'model_int8.onnx'), '')
      await expect(openModel(folder, tinyReading, 'int8')).rejects.toMatchObject({
        message: expect.stringContaining('model_int8.onnx: the file is empty'),
      })
    })
  })
})
