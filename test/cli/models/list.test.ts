import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { embeddedModels, packagePath } from '../../../src/store/assets.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { runModels } from './models-command.ts'

interface List {
  format: string
  package: { reference: string; parameters: number | null; scores: { corpus: string; f1: number }[] }[]
  families: {
    family: string
    corpus: string
    types: string[]
    best: { model: string | null; f1: number; source: string }
    claimed: { f1: number; status: string }
    models: {
      reference: string
      size: string
      architecture: string
      onnx: string
      parameters: number
      scores: unknown[]
    }[]
  }[]
  baselines: { system: string; scores: { corpus: string; f1: number; source: string }[] }[]
}

async function list(...names: string[]): Promise<List> {
  const { exitCode, stdout } = await runModels('list', ...names, '--json')
  expect(exitCode).toBe(0)
  return JSON.parse(stdout)
}

describe('models list', () => {
  test('has what is in the package, the families with their best figure, and where that was read', async () => {
    const { exitCode, stdout, stderr } = await runModels('list')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^ {2}embedded:minilm-l6-cdr-ncbi$/m)
    expect(stdout).toMatch(/^ {2}dictionary$/m)
    const [, source = ''] =
      /DiseaseDetect +bc5cdr-disease +DISEASE +29 +91\.18 +SuperClinical-434M +\[(\d+)\]/.exec(stdout) ?? []
    expect(stdout).toMatch(
      new RegExp(`^ {2}\\[${source}\\] rank 1 of a model card:\\s+https://www\\.runcrate\\.ai/`, 'm'),
    )
    expect(stdout).toMatch(/PathologyDetect +ncbi-disease +DISEASE +30 +91\.10 +not said/)
    expect(stdout).toMatch(/BioBERT-base v1\.1 \(biobert-pytorch\) \(2020\)\n[^\n]*bc4chemd 91\.15\[\d+\]/)
  })

  test('of a family, or of the corpus it is for, names each model as run --model takes it', async () => {
    for (const name of ['OrganismDetect', 'organismdetect', 's800']) {
      const { stdout } = await runModels('list', name)
      expect(stdout).toMatch(/hf:OpenMed\/OpenMed-NER-OrganismDetect-BioMed-335M +bert +335M +86\.39 +\[\d+\]/)
      expect(stdout).toMatch(/hf:OpenMed\/OpenMed-NER-OrganismDetect-PubMed-v2-109M +bert +109M +–\n/)
      expect(stdout).not.toContain('EuroMed-212M')
      expect(stdout).not.toContain('DiseaseDetect')
    }
  })

  test('as JSON has every model once, with its ONNX export', async () => {
    const { format, families } = await list()
    expect(format).toBe('bioner-bench/model-list@1')
    const models = families.flatMap(family => family.models)
    expect(new Set(models.map(model => model.reference)).size).toBe(models.length)
    const exports = models.map(model => model.onnx)
    expect(exports).toContain('OpenMed-NER-DNADetect-TinyMed-65M-v1-onnx-android')
    expect(exports).toContain('OpenMed-NER-DNADetect-PubMed-v2-109M-onnx-android')
  })

  test('has the models that the manifest of OpenMed counts', async () => {
    const { repository } = JSON.parse(readFileSync(packagePath('assets', 'prior', 'openmed.json'), 'utf8'))
    const { families } = await list()
    expect(Object.fromEntries(families.map(({ family, models }) => [family, models.length]))).toEqual(
      Object.fromEntries(
        Object.entries<{ pytorch: number }>(repository.families).map(([family, counts]) => [family, counts.pytorch]),
      ),
    )
    expect(families.flatMap(family => family.models)).toHaveLength(repository.nerBase)
    for (const { size, architecture, parameters } of families.flatMap(family => family.models)) {
      expect(architecture).toBe(repository.sizeClasses[size])
      expect(size).toMatch(new RegExp(`-${parameters / 1_000_000}M$`))
    }
  })

  test('every figure on record for a model stands at that model, and none is more than what is on record', async () => {
    const { table, cards, testResults } = JSON.parse(
      readFileSync(packagePath('assets', 'prior', 'openmed.json'), 'utf8'),
    )
    const figures = [...cards, ...testResults].filter((row: { f1: number | null }) => row.f1 !== null).length
    const best = table.filter((row: { bestModel: string | null }) => row.bestModel !== null).length
    const { families } = await list()
    expect(families.flatMap(family => family.models.flatMap(model => model.scores))).toHaveLength(figures + best)
  })

  test('the package’s own models are those that can be opened', async () => {
    const { package: own } = await list()
    expect(own.map(model => model.reference)).toEqual([...embeddedModels.map(name => `embedded:${name}`), 'dictionary'])
    const manifest = JSON.parse(
      readFileSync(packagePath('assets', 'models', embeddedModels[0], 'manifest.json'), 'utf8'),
    )
    expect(own[0]?.parameters).toBe(manifest.parameters)
    const readme = readFileSync(packagePath('assets', 'models', embeddedModels[0], 'README.md'), 'utf8')
    for (const { f1 } of own[0]?.scores ?? []) expect(readme).toContain(f1.toFixed(5))
  })

  test('of an unknown family is refused with the nearest name', async () => {
    const { exitCode, stdout, stderr } = await runModels('list', 'DiseasesDetect')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/no family DiseasesDetect .* did you mean DiseaseDetect\?/)
  })

  whenShared('says what the research on leaderboards says', async () => {
    const { datasets } = JSON.parse(readFileSync(sharedPath('reference', 'leaderboard.json'), 'utf8'))
    const { families } = await list()
    expect(families).toHaveLength(datasets.length)
    for (const { id, openmedFamily, entityTypes, openmed } of datasets) {
      const family = families.find(one => one.family === openmedFamily)
      expect(family).toMatchObject({ corpus: id, types: entityTypes })
      expect(family?.claimed.f1).toBeCloseTo(openmed.bestF1 / 100, 9)
      expect(family?.best.model).toBe(openmed.bestModel)
      expect(family?.best.f1).toBe(openmed.bestModelF1 ?? family?.claimed.f1)
    }
  })
})
