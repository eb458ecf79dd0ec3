import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { embeddedModels } from '../../../src/store/assets.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { commitA, serveHub } from '../../store/hub/fake-hub.ts'
import { bench } from '../bench.ts'
import { runModels, temporaryFolder, tinyBert } from './models-command.ts'

interface Fit {
  corpus: string
  default: boolean
  types: { modelType: string; corpusType: string; because: string }[]
  labelMap: string | null
}

/** A copy of the tiny model; `types` renames its only type. */
function tinyModel(type: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(temporaryFolder(), 'tiny')
  cpSync(tinyBert, folder, { recursive: true })
  writeFileSync(join(folder, 'id2label.json'), JSON.stringify({ 0: 'O', 1: `B-${type}`, 2: `I-${type}` }))
  const config = { model_type: 'bert', vocab_size: 110, max_position_embeddings: 40, pad_token_id: 0 }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

async function inspect(reference: string) {
  const { exitCode, stdout, stderr } = await runModels('inspect', reference, '--json')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return JSON.parse(stdout)
}

const embedded = `embedded:${embeddedModels[0]}`

describe('models inspect', () => {
  test('says what the embedded model is, and that run knows its labels', async () => {
    const { exitCode, stdout } = await runModels('inspect', embedded)
    expect(exitCode).toBe(0)
    for (const line of [
      /^ {2}architecture +bert$/m,
      /^ {2}parameters +16,245,509$/m,
      /^ {2}precision +int8-rowwise$/m,
      /^ {2}types +Chemical, Disease$/m,
      /^ {2}labels +O B-Chemical I-Chemical B-Disease I-Disease$/m,
      /^ {2}reads +at most 512 word-pieces at once/m,
      /^ {2}runs on +CPUExecutionProvider; onnxruntime-node /m,
      /^ {2}weights +sha256 c11ac0b4674c329d/m,
      /^ {2}licence +Apache-2\.0 \(.*manifest\.json\)$/m,
      /^ {4}ncbi-disease@mtl: Disease is Disease \(built-in map\)$/m,
    ])
      expect(stdout).toMatch(line)
  })

  test('as JSON, with every variant that a type fits', async () => {
    const inspection = await inspect(embedded)
    expect(inspection).toMatchObject({
      format: 'bioner-bench/model@1',
      model: { architecture: 'bert', parameters: 16_245_509, types: ['Chemical', 'Disease'] },
      maxPieces: 512,
      labels: ['O', 'B-Chemical', 'I-Chemical', 'B-Disease', 'I-Disease'],
      builtInLabelMap: { model: embedded },
    })
    expect(inspection.model).not.toHaveProperty('loadSeconds')
    const fits: Fit[] = inspection.fits
    const names = fits.map(fit => fit.corpus)
    expect(names).toContain('bc5cdr@original')
    expect(names).not.toContain('bc2gm@mtl')
    expect(fits.filter(fit => fit.default && fit.types.length === 2).map(fit => fit.corpus)).toEqual(['bc5cdr@mtl'])
  })

  test('suggests the label map that run would ask for', async () => {
    const { fits, builtInLabelMap } = await inspect(tinyModel('DISEASE'))
    expect(builtInLabelMap).toBe(null)
    const ncbi = fits.find((fit: Fit) => fit.corpus === 'ncbi-disease@mtl')
    expect(ncbi).toMatchObject({
      types: [{ modelType: 'DISEASE', corpusType: 'Disease', because: 'same name but for case' }],
      missing: [],
      labelMap: 'DISEASE=Disease',
    })
    const { stdout } = await runModels('inspect', tinyModel('DISEASE'))
    expect(stdout.replace(/\s+/g, ' ')).toContain('run --corpus ncbi-disease --label-map DISEASE=Disease')
  })

  test('knows the labels of published families, in any folder', async () => {
    const { fits } = await inspect(tinyModel('GENE/PROTEIN'))
    const of = (corpus: string) => fits.find((fit: Fit) => fit.corpus === corpus)
    expect(of('bc2gm@mtl')).toMatchObject({
      types: [{ modelType: 'GENE/PROTEIN', corpusType: 'GENE', because: 'label of a known family' }],
      labelMap: 'GENE/PROTEIN=GENE',
    })
    expect(of('jnlpba@mtl')).toMatchObject({
      types: [{ corpusType: 'protein', because: 'same class' }],
      missing: ['DNA', 'RNA', 'cell_line', 'cell_type'],
    })
    expect(of('fsu@mmax2')).toMatchObject({
      types: [],
      severalTypes: [{ modelType: 'GENE/PROTEIN', labelMap: 'GENE/PROTEIN=Gene' }],
      labelMap: null,
    })
    expect(of('ncbi-disease@mtl')).toBe(undefined)
  })

  test('names no corpus where nothing fits', async () => {
    const { exitCode, stdout } = await runModels('inspect', tinyModel('constructor'))
    expect(exitCode).toBe(0)
    expect(stdout).toContain('It fits none of the registered corpora')
  })

  test('takes an .onnx file in the onnx/ of a folder', async () => {
    const folder = tinyModel('Disease')
    mkdirSync(join(folder, 'onnx'))
    renameSync(join(folder, 'model.onnx'), join(folder, 'onnx', 'model.onnx'))
    const inspection = await inspect(join(folder, 'onnx', 'model.onnx'))
    expect(inspection).toMatchObject({ folder, maxPieces: 40, model: { types: ['Disease'] } })
  })
})

/** A Hub with a model that has the name and the labels of a published family. */
async function servePathology() {
  const folder = tinyModel('DISEASE')
  const files = Object.fromEntries(readdirSync(folder).map(file => [file, readFileSync(join(folder, file))]))
  const name = 'OpenMed/OpenMed-NER-PathologyDetect-TinyMed-65M'
  const hub = await serveHub({ [name]: { commits: { [commitA]: files }, revisions: { main: commitA } } })
  return { name, env: { HF_ENDPOINT: hub.url, HF_HOME: join(temporaryFolder(), 'hf') } }
}

describe('models inspect of a model on the Hub', () => {
  test('names the commit, and knows the labels of a published family', async () => {
    const { name, env } = await servePathology()
    const { code, stdout, stderr } = await bench(['models', 'inspect', `hf:${name}`, '--json'], { env })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const inspection = JSON.parse(stdout)
    expect(inspection).toMatchObject({
      model: { reference: `hf:${name}`, revision: commitA, types: ['DISEASE'] },
      builtInLabelMap: { model: 'hf:OpenMed/OpenMed-NER-PathologyDetect-*' },
    })
    const ncbi = inspection.fits.find((fit: Fit) => fit.corpus === 'ncbi-disease@mtl')
    expect(ncbi).toMatchObject({ types: [{ corpusType: 'Disease', because: 'built-in map' }], labelMap: null })
  })

  test('run takes its labels by the built-in map, which stands in the record', async () => {
    const { name, env } = await servePathology()
    const cwd = temporaryFolder()
    const flags = ['--corpus', 'ncbi-disease', '--limit', '3', '--window', '40', '--overlap', '10', '--json']
    const { code, stdout } = await bench(['run', '--model', `hf:${name}`, ...flags], { cwd, env })
    expect(code).toBe(0)
    expect(JSON.parse(stdout).cells[0].labelMap).toEqual([{ modelType: 'DISEASE', corpusType: 'Disease' }])
  })
})

describe('the licence', () => {
  const cards = [
    ['of the front matter', '---\nlanguage: en\nlicense: apache-2.0\n---\n# Title\nlicense: mit\n', 'apache-2.0'],
    ['in quotes, with CRLF and a comment', '---\r\nlicense: "cc-by-4.0" # as the corpus\r\n---\r\n', 'cc-by-4.0'],
    ['by the name of another one', '---\nlicense: other\nlicense_name: openrail-x\n---\n', 'openrail-x'],
    ['of another kind that has no name', '---\nlicense: other\n---\n', 'other'],
    ['that is nested', '---\nmodel:\n  license: mit\n---\n', null],
    ['of front matter without an end', '---\nlicense: mit\n# Title\n', null],
    ['of a text without front matter', '# Title\nlicense: mit\n', null],
    ['of an empty card', '', null],
  ] as const
  for (const [what, card, name] of cards) {
    test(what, async () => {
      const { licence } = await inspect(tinyModel('Disease', { 'README.md': card }))
      expect(licence?.name ?? null).toBe(name)
      if (name !== null) expect(licence.source).toMatch(/README\.md$/)
    })
  }

  test('of manifest.json, where the card says nothing', async () => {
    const files = { 'README.md': '# Title\n', 'manifest.json': JSON.stringify({ license: 'mit' }) }
    const { licence } = await inspect(tinyModel('Disease', files))
    expect(licence).toMatchObject({ name: 'mit', source: expect.stringMatching(/manifest\.json$/) })
  })
})

describe('models inspect refuses', () => {
  test('what is no checkpoint', async () => {
    for (const reference of ['dictionary', 'dictionary:ncbi-disease']) {
      const { exitCode, stdout, stderr } = await runModels('inspect', reference)
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
      expect(stderr).toContain(`${reference}: no checkpoint, so that there is nothing to inspect`)
    }
  })

  test('an unknown name, with the nearest', async () => {
    const { exitCode, stderr } = await runModels('inspect', 'embedded:minilm-l6-cdr-ncbl')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/did you mean minilm-l6-cdr-ncbi\?/)
  })

  test('a damaged model, naming the file', async () => {
    const folder = tinyModel('Disease', { 'model.onnx': 'not a model' })
    const { exitCode, stdout, stderr } = await runModels('inspect', folder)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/model\.onnx: /)
  })
})

test('an adapter is no model: run, verify and inspect say what to give instead', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'adapter_config.json'), '{"peft_type": "LORA"}')
  writeFileSync(
    join(folder, 'expected.json'),
    '{"tolerance": {"abs": 1}, "inputs": [{"name": "a", "input_ids": [[1]], "attention_mask": [[1]], "logits": [[[1]]]}]}',
  )
  const said = `bioner-bench: ${folder}: it is an adapter, not a model; give the folder of its base model, and this one with --adapter\n`
  for (const command of ['inspect', 'verify'])
    expect(await runModels(command, folder)).toEqual({ exitCode: 2, stdout: '', stderr: said })
  const run = ['run', '--model', folder, '--corpus', 'ncbi-disease', '--out', join(folder, 'out'), '--quiet']
  expect(await bench(run)).toEqual({ code: 2, stdout: '', stderr: said })
})

describe('models inspect of exports', () => {
  whenShared('finds the corpora of a family by its labels', async () => {
    const fitsOf = async (name: string) => {
      const { fits } = await inspect(sharedPath('models', 'tiny-onnx', name))
      return fits.filter((fit: Fit) => fit.default && fit.types.length > 0).map((fit: Fit) => fit.corpus)
    }
    expect(await fitsOf('bert')).toEqual(['bc4chemd@mtl', 'bc5cdr@mtl', 'bc5cdr-chem@mtl'])
    expect(await fitsOf('modernbert')).toContain('ncbi-disease@mtl')
    expect(await fitsOf('xlm-roberta')).toContain('jnlpba@mtl')
  })
})
