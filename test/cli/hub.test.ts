import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { debertaV2, rebuiltModel } from '../inference/sentencepiece/rebuilt-model.ts'
import { sharedPath, whenShared } from '../shared.ts'
import { commitA, serveHub } from '../store/hub/fake-hub.ts'
import { bench, type Finished } from './bench.ts'

const tinyBert = resolve(import.meta.dirname, '..', 'fixtures', 'inference', 'tiny-bert')
const token = 'hf_secretOfTheTest'

function filesOf(folder: string): Record<string, Uint8Array> {
  return Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(join(folder, name))]))
}

/** A Hub with one model, and the command line with an empty cache of its own. */
async function hubWith(files: Record<string, Uint8Array>, gated = false) {
  const access = gated ? 'gated' : 'public'
  const hub = await serveHub(
    { 'acme/tiny': { commits: { [commitA]: files }, revisions: { main: commitA }, access } },
    { token },
  )
  const folder = mkdtempSync(join(tmpdir(), 'bioner-hub-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const run = (model: string, more: readonly string[] = [], env: Record<string, string> = {}): Promise<Finished> =>
    bench(
      [
        ...['run', '--model', model, '--corpus', 'ncbi-disease', '--limit', '3', '--window', '40', '--overlap', '10'],
        ...['--out', join(folder, 'out'), '--json', ...more],
      ],
      { cwd: folder, env: { HF_ENDPOINT: hub.url, HF_HOME: join(folder, 'hf'), ...env } },
    )
  return { hub, folder, run }
}

test('run --model hf:… downloads, runs, records the commit; a commit and an offline run ask nothing', async () => {
  const { hub, folder, run } = await hubWith(filesOf(tinyBert))
  const first = await run('hf:acme/tiny')
  expect(first).toMatchObject({ code: 0, stderr: expect.not.stringMatching(/error/i) })
  const [record] = recordsIn(join(folder, 'out'))
  expect(record?.model).toMatchObject({ reference: 'hf:acme/tiny', name: 'tiny', revision: commitA, precision: 'fp32' })
  expect(record?.status).toBe('partial')

  const before = hub.requests.length
  const again = await run(`hf:acme/tiny@${commitA}`)
  const offline = await run('hf:acme/tiny', [], { HF_HUB_OFFLINE: '1' })
  expect([again.code, offline.code]).toEqual([0, 0])
  expect(hub.requests.slice(before)).toEqual([])
  expect(JSON.parse(offline.stdout).cells[0].scores).toEqual(JSON.parse(first.stdout).cells[0].scores)
}, 60_000)

test('the help of run says how to name a model on the Hub, and what the environment says', async () => {
  const { stdout } = await bench(['run', '--help'])
  for (const word of [
    'hf:OWNER/NAME[@REVISION]',
    'HF_HOME',
    'HF_HUB_CACHE',
    'HF_TOKEN',
    'HF_ENDPOINT',
    'HF_HUB_OFFLINE',
  ])
    expect(stdout.replace(/\n\s+/g, ' ')).toContain(word)
})

test('what the Hub refuses is told before any work, and the token never', async () => {
  const { run } = await hubWith(filesOf(tinyBert), true)
  const refused = async (model: string, env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await run(model, [], env)
    expect(stderr + stdout).not.toContain('hf_')
    expect(stderr).not.toMatch(/\n\s+at /)
    return { code, stdout, stderr }
  }
  expect(await refused('hf:acme')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('hf:acme: no such repository'),
  })
  expect(await refused('hf:acme/tiny/x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('expected hf:OWNER/NAME'),
  })
  expect(await refused('hf:acme/tiny@v2')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('has no revision v2'),
  })
  expect(await refused('hf:acme/tiny', { HF_HUB_OFFLINE: '1' })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nothing of it was ever downloaded'),
  })
  expect(await refused('hf:acme/tiny', { HF_TOKEN: 'hf_unknown' })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('does not accept the token'),
  })
}, 60_000)

test('a gated model opens with the token of an account that has access', async () => {
  const { folder, run } = await hubWith(filesOf(tinyBert), true)
  const without = await run('hf:acme/tiny')
  expect(without).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('gated; accept the terms of its authors at'),
  })
  const ran = await run('hf:acme/tiny', [], { HF_TOKEN: token })
  expect(ran.code).toBe(0)
  expect(JSON.stringify(recordsIn(join(folder, 'out'))) + ran.stdout + ran.stderr).not.toContain(token)
}, 60_000)

whenShared(
  'an export in three precisions: --dtype fetches one',
  async () => {
    const { hub, folder, run } = await hubWith(filesOf(sharedPath('models', 'tiny-onnx', 'bert')))
    expect(await run('hf:acme/tiny', ['--dtype', 'int8', '--label-map', 'CHEM='])).toMatchObject({ code: 0 })
    expect(hub.requests.filter(request => /\/resolve\/.*\.onnx/.test(request))).toEqual([
      `hub /acme/tiny/resolve/${commitA}/model_int8.onnx`,
    ])
    expect(await run('hf:acme/tiny', ['--label-map', 'CHEM='])).toMatchObject({ code: 0 })
    const models = recordsIn(join(folder, 'out')).map(record => record.model)
    expect(models.map(({ precision, types }) => [precision, types]).sort()).toEqual([
      ['fp32', ['CHEM']],
      [expect.stringMatching(/^int8/), ['CHEM']],
    ])
    const missing = await run('hf:acme/tiny', ['--dtype', 'q4', '--label-map', 'CHEM='])
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no ONNX export in q4; it has fp32, fp16, int8'),
    })
  },
  60_000,
)

whenShared(
  'a checkpoint whose tokenizer is a SentencePiece model gives what its tokenizer.json gives',
  async () => {
    const local = sharedPath('models', 'tiny', debertaV2.name)
    const { 'tokenizer.json': _, ...files } = filesOf(local)
    const { hub, folder, run } = await hubWith({ ...files, [debertaV2.file]: rebuiltModel(debertaV2) })
    const expected = await run(local)
    const ran = await run('hf:acme/tiny')
    expect([expected.code, ran.code]).toEqual([0, 0])
    expect(JSON.parse(ran.stdout).cells[0].scores).toEqual(JSON.parse(expected.stdout).cells[0].scores)
    expect(hub.requests).toContain(`hub /acme/tiny/resolve/${commitA}/${debertaV2.file}`)
    expect(recordsIn(join(folder, 'out')).flatMap(record => record.model.notes)).toContain(
      'Tokenizer made from spm.model, as those of DeBERTa v2 or v3 are.',
    )
  },
  60_000,
)

whenShared(
  'weights without an export, whole and in shards, run from the cache: links do not stop them',
  async () => {
    for (const name of ['bert', 'bert-sharded']) {
      const { folder, run } = await hubWith(filesOf(sharedPath('models', 'tiny', name)))
      const local = await run(sharedPath('models', 'tiny', name), ['--label-map', 'Chemical=,Disease=Disease'])
      const ran = await run('hf:acme/tiny', ['--label-map', 'Chemical=,Disease=Disease'])
      expect(ran).toMatchObject({ code: 0 })
      expect(JSON.parse(ran.stdout).cells[0].scores).toEqual(JSON.parse(local.stdout).cells[0].scores)
      const hashes = recordsIn(join(folder, 'out')).map(record => record.model.weightsSha256)
      expect(new Set(hashes).size).toBe(1)
    }
  },
  60_000,
)

interface Recorded {
  readonly status: string
  readonly model: {
    readonly precision: string
    readonly weightsSha256: string
    readonly types: readonly string[]
    readonly notes: readonly string[]
  }
}

function recordsIn(folder: string): Recorded[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('record.json'))
    .map(path => JSON.parse(readFileSync(join(folder, path), 'utf8')))
}
