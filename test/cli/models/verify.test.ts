import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openOnnxTagger } from '../../../src/inference/onnx-tagger.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { bench } from '../bench.ts'
import { runModels, temporaryFolder, tinyBert } from './models-command.ts'

interface Reference {
  tolerance?: { abs: number; abs_if_computed_in_half_precision?: number }
  inputs: {
    name: string
    input_ids: number[][]
    attention_mask: number[][]
    token_type_ids?: number[][]
    logits?: ((number | null)[] | null)[][]
  }[]
  precisions?: Record<string, unknown>
}

/** What the model itself answers to two cases, the second of them padded. */
let own: Reference

beforeAll(async () => {
  const reading = { subword: 'first', words: 'separate', window: { pieces: 16, overlap: 0 } } as const
  const tagger = await openOnnxTagger({ reference: tinyBert, name: 'tiny', path: tinyBert, reading })
  const cases = [
    { name: 'single', ids: [[2, 40, 41, 3]], mask: [[1, 1, 1, 1]] },
    // biome-ignore format: rows stand under each other
    { name: 'padded', ids: [[2, 50, 51, 52, 3], [2, 60, 3, 0, 0]], mask: [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]] },
  ]
  const inputs: Reference['inputs'] = []
  for (const { name, ids, mask } of cases) {
    const { dims, data } = await tagger.logits({ ids, mask, typeIds: null })
    const [, width, labels] = dims
    const logits = mask.map((row, r) =>
      row.map((seen, p) => {
        const from = (r * width + p) * labels
        return seen === 0 ? null : [...data.slice(from, from + labels)]
      }),
    )
    inputs.push({ name, input_ids: ids, attention_mask: mask, logits })
  }
  await tagger.close()
  own = { tolerance: { abs: 1e-4 }, inputs }
})

/** A reference file that differs from the model's own answers by what `change` does. */
function referenceFile(change: (reference: Reference) => unknown = () => {}, name = 'reference.json'): string {
  const reference = structuredClone(own)
  const other = change(reference)
  const path = join(temporaryFolder(), name)
  writeFileSync(path, typeof other === 'string' ? other : JSON.stringify(reference))
  return path
}

describe('models verify', () => {
  test('says case by case how far the logits are from the reference', async () => {
    const { exitCode, stdout, stderr } = await runModels('verify', tinyBert, '--against', referenceFile())
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/single +4 +\d\.\d\de[+-]\d+ +ok\n {2}padded +8 +\d\.\d\de[+-]\d+ +ok\n/)
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /ok: \S+tiny-bert \(fp32\) against the logits of \S+: largest difference \S+, tolerance 1\.00e-4/,
    )
  })

  test('as JSON', async () => {
    const { exitCode, stdout } = await runModels('verify', tinyBert, '--against', referenceFile(), '--json')
    expect(exitCode).toBe(0)
    const verification = JSON.parse(stdout)
    expect(verification).toMatchObject({ format: 'bioner-bench/verify@1', ok: true, tolerance: 1e-4, dtype: null })
    expect(verification.model).toMatchObject({ reference: tinyBert, precision: 'fp32' })
    expect(verification.cases.map((one: { name: string; ok: boolean }) => [one.name, one.ok])).toEqual([
      ['single', true],
      ['padded', true],
    ])
    expect(verification.maxAbsDiff).toBe(
      Math.max(...verification.cases.map((one: { maxAbsDiff: number }) => one.maxAbsDiff)),
    )
    expect(verification.maxAbsDiff).toBeLessThan(1e-6)
  })

  test('a logit beyond the tolerance fails its case, and is named', async () => {
    const against = referenceFile(reference => {
      const logits = reference.inputs[1]?.logits?.[1]?.[2]
      if (logits) logits[1] = Number(logits[1]) + 0.5
    })
    const { exitCode, stdout } = await runModels('verify', tinyBert, '--against', against)
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(
      /single .* ok\n {2}padded +8 +5\.00e-1 +FAILED\n {2}padded: farthest at row 1, piece 2, label 1\n/,
    )
    const json = JSON.parse((await runModels('verify', tinyBert, '--against', against, '--json')).stdout)
    expect(json.ok).toBe(false)
    expect(json.maxAbsDiff).toBeCloseTo(0.5, 5)
    expect(json.cases[1]).toMatchObject({ ok: false, pieces: 8, at: { row: 1, piece: 2, label: 1 } })
  })

  test('positions that the reference has no logits for are not compared', async () => {
    const against = referenceFile(reference => {
      const row = reference.inputs[0]?.logits?.[0]
      if (row) row[1] = null
    })
    const json = JSON.parse((await runModels('verify', tinyBert, '--against', against, '--json')).stdout)
    expect(json.cases[0]).toMatchObject({ name: 'single', pieces: 3, ok: true })
  })

  test('without --against reads expected.json of the folder', async () => {
    const folder = temporaryFolder()
    for (const name of readdirSync(tinyBert)) copyFileSync(join(tinyBert, name), join(folder, name))
    const missing = await runModels('verify', folder)
    expect(missing).toMatchObject({ exitCode: 2, stdout: '' })
    expect(missing.stderr).toMatch(/no expected\.json there; name the reference file with --against FILE/)
    writeFileSync(join(folder, 'expected.json'), readFileSync(referenceFile()))
    expect(await runModels('verify', folder)).toMatchObject({ exitCode: 0 })
    expect(await runModels('verify', join(folder, 'model.onnx'))).toMatchObject({ exitCode: 0 })
  })

  test('takes logits and tolerance of the precision that was asked for', async () => {
    const against = referenceFile(reference => {
      const outputs = reference.inputs.map(({ name, logits }) => ({ name, logits }))
      const moved = structuredClone(outputs)
      for (const values of moved[0]?.logits?.flat() ?? []) if (values) values[0] = Number(values[0]) + 0.01
      for (const input of reference.inputs) delete input.logits
      delete reference.tolerance
      reference.precisions = {
        fp32: { tolerance: { abs: 1e-4 }, outputs },
        int8: { tolerance: { abs: 0.05 }, outputs: moved },
      }
    })
    const folder = temporaryFolder()
    for (const name of readdirSync(tinyBert)) copyFileSync(join(tinyBert, name), join(folder, name))
    copyFileSync(join(folder, 'model.onnx'), join(folder, 'model_int8.onnx'))
    copyFileSync(join(folder, 'model.onnx'), join(folder, 'model_fp16.onnx'))
    const run = async (...flags: string[]) => {
      const { exitCode, stdout } = await runModels('verify', folder, '--against', against, '--json', ...flags)
      const { dtype, tolerance, maxAbsDiff } = JSON.parse(stdout)
      return { exitCode, dtype, tolerance, exact: maxAbsDiff < 1e-6 }
    }
    expect(await run()).toEqual({ exitCode: 0, dtype: 'fp32', tolerance: 1e-4, exact: true })
    expect(await run('--dtype', 'int8')).toEqual({ exitCode: 0, dtype: 'int8', tolerance: 0.05, exact: false })
    const unknown = await runModels('verify', folder, '--against', against, '--dtype', 'fp16')
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' })
    expect(unknown.stderr).toMatch(/precisions\.fp16: missing; the file has fp32, int8 \(choose with --dtype\)/)
  })

  test('--dtype fp16 has the tolerance of half precision, where one set of logits stands for all', async () => {
    const folder = temporaryFolder()
    for (const name of readdirSync(tinyBert)) copyFileSync(join(tinyBert, name), join(folder, name))
    copyFileSync(join(folder, 'model.onnx'), join(folder, 'model_fp16.onnx'))
    const against = referenceFile(reference => {
      reference.tolerance = { abs: 1e-4, abs_if_computed_in_half_precision: 0.03 }
    })
    const tolerance = async (dtype: string) =>
      JSON.parse((await runModels('verify', folder, '--against', against, '--dtype', dtype, '--json')).stdout).tolerance
    expect(await tolerance('fp16')).toBe(0.03)
    expect(await tolerance('fp32')).toBe(1e-4)
  })
})

describe('models verify refuses', () => {
  const broken: readonly (readonly [string, (reference: Reference) => unknown, RegExp])[] = [
    ['what is not JSON', () => '{"inputs": [', /reference\.json: not JSON in UTF-8/],
    ['an empty object', () => '{}', /reference\.json: inputs: /],
    ['no cases', () => '{"tolerance":{"abs":1},"inputs":[]}', /reference\.json: inputs: /],
    [
      'a mask that is no mask',
      r => Object.assign(r.inputs[0] ?? {}, { attention_mask: [[1, 1, 2, 1]] }) && null,
      /reference\.json: inputs\.0\.attention_mask\.0\.2: expected 0 or 1/,
    ],
    [
      'an id that is no id',
      r => void r.inputs[1]?.input_ids.splice(0, 1, [2, -1, 51, 52, 3]),
      /reference\.json: inputs\.1\.input_ids\.0\.1: /,
    ],
    [
      'rows of different lengths',
      r => void r.inputs[1]?.input_ids[1]?.pop(),
      /reference\.json: inputs\.1\.input_ids\.1: 4 pieces, but the batch is 5 wide/,
    ],
    [
      'a mask with fewer rows',
      r => void r.inputs[1]?.attention_mask.pop(),
      /reference\.json: inputs\.1\.attention_mask: 1 rows, but input_ids has 2/,
    ],
    [
      'types of another width',
      r => Object.assign(r.inputs[0] ?? {}, { token_type_ids: [[0, 0]] }) && null,
      /reference\.json: inputs\.0\.token_type_ids\.0: 2 pieces, but the batch is 4 wide/,
    ],
    [
      'logits for too few pieces',
      r => void r.inputs[0]?.logits?.[0]?.pop(),
      /reference\.json: inputs\.0\.logits\.0: 3 pieces, but input_ids has 4/,
    ],
    [
      'logits for too few rows',
      r => void r.inputs[1]?.logits?.pop(),
      /reference\.json: inputs\.1\.logits: 1 rows, but input_ids has 2/,
    ],
    [
      'logits of different widths',
      r => void r.inputs[0]?.logits?.[0]?.[2]?.pop(),
      /reference\.json: inputs\.0\.logits\.0\.2: 2 logits, elsewhere 3/,
    ],
    [
      'nothing to compare',
      r => Object.assign(r.inputs[0] ?? {}, { logits: [[null, null, null, null]] }) && null,
      /reference\.json: inputs\.0\.logits: null everywhere; there is nothing to compare/,
    ],
    ['a case without logits', r => void delete r.inputs[1]?.logits, /reference\.json: inputs\.1\.logits: missing/],
    ['no tolerance', r => void delete r.tolerance, /reference\.json: tolerance: missing/],
    [
      'a tolerance below zero',
      r => Object.assign(r, { tolerance: { abs: -1 } }) && null,
      /reference\.json: tolerance\.abs: /,
    ],
    [
      'the reference of a model with other labels',
      r => {
        for (const values of r.inputs.flatMap(one => one.logits?.flat() ?? [])) values?.push(0)
      },
      /case single: 4 logits a piece, but the model gives 3; it is the reference of another model/,
    ],
    [
      'pieces that the model has no embedding for',
      r => Object.assign(r.inputs[0] ?? {}, { input_ids: [[2, 4000, 41, 3]] }) && null,
      /case single: .*model\.onnx: /,
    ],
  ]
  for (const [what, change, message] of broken) {
    test(what, async () => {
      const { exitCode, stdout, stderr } = await runModels('verify', tinyBert, '--against', referenceFile(change))
      expect({ failed: exitCode !== 0, stdout }).toEqual({ failed: true, stdout: '' })
      expect(stderr).toMatch(message)
      expect(stderr.trim().split('\n')).toHaveLength(1)
    })
  }

  test('outputs in another order than the inputs', async () => {
    const against = referenceFile(reference => {
      const outputs = reference.inputs.map(({ name, logits }) => ({ name, logits })).reverse()
      reference.precisions = { fp32: { tolerance: { abs: 1 }, outputs } }
    })
    const { exitCode, stderr } = await runModels('verify', tinyBert, '--against', against)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/precisions\.fp32\.outputs\.0\.name: padded, but the input is called single/)
  })

  test('a model or file that is not there', async () => {
    const nowhere = await runModels('verify', '/nowhere/at/all')
    expect(nowhere).toMatchObject({ exitCode: 2, stdout: '' })
    expect(nowhere.stderr).toMatch(/\/nowhere\/at\/all: no such folder or file/)
    const noFile = await runModels('verify', tinyBert, '--against', '/nowhere/expected.json')
    expect(noFile.stderr).toMatch(/\/nowhere\/expected\.json: no such file/)
    const noModel = await runModels('verify', temporaryFolder(), '--against', referenceFile())
    expect(noModel).toMatchObject({ exitCode: 2, stdout: '' })
  })

  test('an unknown dtype, with the nearest', async () => {
    const { exitCode, stderr } = await runModels('verify', tinyBert, '--dtype', 'int9')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/did you mean int8\?/)
  })
})

describe('models verify of exports', () => {
  for (const name of ['bert', 'deberta-v2', 'distilbert', 'modernbert', 'xlm-roberta']) {
    for (const dtype of ['fp32', 'fp16', 'int8']) {
      whenShared(`${name} gives its ${dtype} logits`, async () => {
        const folder = sharedPath('models', 'tiny-onnx', name)
        const { exitCode, stdout } = await runModels('verify', folder, '--dtype', dtype, '--json')
        expect(exitCode).toBe(0)
        expect(JSON.parse(stdout)).toMatchObject({ ok: true, dtype })
      })
    }
  }
})

describe('models verify of checkpoints', () => {
  const folders = [
    ...[
      'albert',
      'bert',
      'bert-bf16',
      'bert-fp16',
      'bert-gamma-beta',
      'bert-label-order',
      'bert-pooler',
      'bert-sharded',
    ],
    ...['deberta-v2', 'deberta-v2-c2p', 'deberta-v2-xl', 'distilbert', 'electra', 'eurobert', 'eurobert-gqa'],
    ...['modernbert', 'modernbert-hub', 'roberta', 'xlm-roberta'],
  ]
  for (const name of folders) {
    whenShared(`${name} gives the logits of its authors’ library`, async () => {
      const { exitCode, stdout } = await runModels('verify', sharedPath('models', 'tiny', name), '--json')
      expect(exitCode).toBe(0)
      const { ok, tolerance, maxAbsDiff, cases } = JSON.parse(stdout)
      expect({ ok, tolerance }).toEqual({ ok: true, tolerance: 1e-4 })
      expect(maxAbsDiff).toBeLessThanOrEqual(1e-4)
      expect(cases.length).toBeGreaterThanOrEqual(3)
    })
  }
})

test('help has examples, and the process ends with the exit code', async () => {
  const help = await runModels('verify', '--help')
  expect(help.exitCode).toBe(0)
  expect(help.stdout).toMatch(/Examples:\n {2}bioner-bench models verify/)
  const against = referenceFile(reference => {
    reference.tolerance = { abs: 1e-12 }
    const values = reference.inputs[0]?.logits?.[0]?.[0]
    if (values) values[0] = 9
  })
  const process = await bench(['models', 'verify', tinyBert, '--against', against])
  expect(process).toMatchObject({ code: 1, stderr: '' })
})
