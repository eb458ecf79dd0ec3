import { cp, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bench } from './bench.ts'

const root = resolve(import.meta.dirname, '..', '..')
const model = 'assets/models/minilm-l6-cdr-ncbi'
const run = ['run', '--model', 'embedded:minilm-l6-cdr-ncbi', '--corpus', 'ncbi-disease', '--limit', '3']
let copy = ''

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'bioner-damaged-'))
  for (const part of ['src', 'assets', 'benchmarks', 'package.json'])
    await cp(join(root, part), join(copy, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rm(copy, { recursive: true, force: true }))

/** Damages one file of the copy, runs, and mends it. */
async function runWith(path: string, damage: (file: string) => Promise<void>) {
  const file = join(copy, path)
  const sound = await readFile(file)
  await damage(file)
  const finished = await bench([...run, '--out', join(copy, 'out')], { program: join(copy, 'src', 'cli', 'main.ts') })
  await writeFile(file, sound)
  return finished
}

async function changeOneByte(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes[1000] = (bytes[1000] ?? 0) ^ 1
  await writeFile(file, bytes)
}

const remove = (file: string) => rm(file)
const cutOff = (file: string) => truncate(file, 1000)

describe('a package whose files are not what they were', () => {
  test('the copy itself is sound', async () => {
    expect(await runWith('package.json', async () => {})).toMatchObject({ code: 0 })
  })

  test.each<[string, string, (file: string) => Promise<void>, RegExp]>([
    [
      'a corpus of which one byte differs',
      'assets/corpora/ncbi-disease/conll/test.tsv',
      changeOneByte,
      /test\.tsv: SHA-256 is [0-9a-f]{64}, expected 8f088ce45dc4746592188f9e69de3d89d87f3bb8f0ed8c4a287d018123fa148d/,
    ],
    [
      'a corpus that is missing',
      'assets/corpora/ncbi-disease/conll/test.tsv',
      remove,
      /conll\/test\.tsv: not on disk .*datasets fetch ncbi-disease@mtl/,
    ],
    [
      'training text that is cut off',
      'assets/corpora/ncbi-disease/conll/train.tsv.gz',
      cutOff,
      /train\.tsv\.gz: not a complete gzip file/,
    ],
    [
      'documents that were edited',
      'assets/corpora/ncbi-disease/conll/test.documents.tsv',
      changeOneByte,
      /test\.documents\.tsv: SHA-256 is/,
    ],
    ['a model that is cut off', `${model}/model_int8.onnx`, cutOff, /model_int8\.onnx: SHA-256 is/],
    ['a model that is missing', `${model}/model_int8.onnx`, remove, /model_int8\.onnx: missing from the package/],
    ['a tokenizer that was changed', `${model}/tokenizer.json`, changeOneByte, /tokenizer\.json: SHA-256 is/],
    ['a configuration that is missing', `${model}/config.json`, remove, /config\.json: missing from the package/],
    ['a manifest that is no JSON', `${model}/manifest.json`, cutOff, /manifest\.json: not JSON in UTF-8/],
    [
      'label maps of another format',
      'assets/label-maps.json',
      file => writeFile(file, '{}'),
      /label-maps\.json: format/,
    ],
    [
      'a power table that is empty',
      'assets/power/processors.json',
      file => writeFile(file, '{}'),
      /processors\.json: format/,
    ],
  ])('%s: exit code 2 and one sentence that names it', async (_, path, damage, message) => {
    const finished = await runWith(path, damage)
    expect(finished).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) })
    expect(finished.stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})
