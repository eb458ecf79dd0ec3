import { rmSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { run } from '../../src/index.ts'
import { findRunFolders } from '../../src/store/runs.ts'
import { encodeSafetensors, smallBert, smallBertFiles, withFiles } from '../inference/graph/small-bert.ts'
import { bench } from './bench.ts'

const half = (rows: number, columns: number) => ({
  shape: [rows, columns],
  values: Float32Array.from({ length: rows * columns }, (_, i) => ((i % 7) - 3) / 8),
})
const layer = 'base_model.model.bert.encoder.layer.0.attention.self.value'
const files = {
  ...smallBertFiles,
  'model.safetensors': encodeSafetensors(smallBert()),
  'lora/adapter_config.json': JSON.stringify({ peft_type: 'LORA', r: 2, lora_alpha: 4 }),
  'lora/adapter_model.safetensors': encodeSafetensors(
    new Map([
      [`${layer}.lora_A.weight`, half(2, 8)],
      [`${layer}.lora_B.weight`, half(8, 2)],
    ]),
  ),
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bioner-run-adapter-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function notesBelow(out: string): Promise<string[]> {
  const folders = await findRunFolders(out)
  const records = await Promise.all(folders.map(folder => readFile(join(folder, 'record.json'), 'utf8')))
  return records.flatMap(record => JSON.parse(record).model.notes).sort()
}

test('the record says whether the adapter was merged or run as branches, and one is no answer to the other', async () => {
  const out = await temporaryFolder()
  await withFiles({ ...files, 'two.conll': 'a\tO\nb\tB-Disease\n\nc\tO\n' }, async model => {
    const options = ['--model', model, '--corpus', join(model, 'two.conll'), '--window', '16', '--overlap', '4']
    const cells = async (...mode: string[]) => {
      const { code, stderr } = await bench([
        'run',
        ...options,
        '--adapter',
        join(model, 'lora'),
        ...mode,
        '--out',
        out,
        '--resume',
      ])
      expect(stderr).not.toMatch(/^bioner-bench:/m)
      expect(code).toBe(0)
      return (await findRunFolders(out)).length
    }
    expect(await cells()).toBe(1)
    expect(await cells('--adapter-mode', 'merged')).toBe(1)
    expect(await cells('--adapter-mode', 'branches')).toBe(2)
    expect(await cells('--adapter-mode', 'branches')).toBe(2)
    expect(await notesBelow(out)).toEqual([
      'LoRA adapter lora merged into the weights.',
      'LoRA adapter lora run as branches beside the weights.',
    ])
  })
})

test('an adapter that was trained on is no answer from before', async () => {
  const out = await temporaryFolder()
  await withFiles({ ...files, 'one.conll': 'a\tO\nb\tB-Disease\n' }, async model => {
    const options = { model: [model], corpus: [join(model, 'one.conll')], window: 16, overlap: 4, out, resume: true }
    const runs = async () => {
      await run({ ...options, adapter: join(model, 'lora') })
      return (await findRunFolders(out)).length
    }
    expect([await runs(), await runs()]).toEqual([1, 1])
    await writeFile(
      join(model, 'lora', 'adapter_config.json'),
      JSON.stringify({ peft_type: 'LORA', r: 2, lora_alpha: 16 }),
    )
    expect(await runs()).toBe(2)
  })
})

test('the library takes the mode by the same name, and refuses another before the work', async () => {
  const out = await temporaryFolder()
  await withFiles({ ...files, 'one.conll': 'a\tO\nb\tB-Disease\n' }, async model => {
    const options = {
      model: [model],
      corpus: [join(model, 'one.conll')],
      window: 16,
      overlap: 4,
      out,
      adapter: join(model, 'lora'),
    }
    await run({ ...options, adapterMode: 'branches' })
    expect(await notesBelow(out)).toEqual(['LoRA adapter lora run as branches beside the weights.'])
    // As from JavaScript, where nobody checks the type.
    const wrong = 'branched' as 'branches'
    await expect(run({ ...options, adapterMode: wrong })).rejects.toMatchObject({
      code: 'ARGUMENT',
      message: '--adapter-mode branched: it is one of merged, branches; did you mean branches?',
    })
  })
})
