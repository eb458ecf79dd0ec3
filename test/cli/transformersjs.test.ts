import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { commitA, serveHub } from '../store/hub/fake-hub.ts'
import { bench } from './bench.ts'

const tinyBert = resolve(import.meta.dirname, '..', 'fixtures', 'inference', 'tiny-bert')
const theirs = ['--backend', 'transformersjs']

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-tjs-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function run(model: string, folder: string, more: readonly string[] = [], env: Record<string, string> = {}) {
  const small = ['--corpus', 'ncbi-disease', '--limit', '3', '--window', '40', '--overlap', '10', '--json']
  return bench(['run', '--model', model, ...small, '--out', join(folder, 'out'), ...more], { cwd: folder, env })
}

function backendsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('record.json'))
    .map(path => JSON.parse(readFileSync(join(folder, path), 'utf8')).model.backend)
    .sort()
}

describe('run --backend transformersjs', () => {
  test('scores as our own backend does, says so in the record, and opens no connection', async () => {
    const folder = emptyFolder()
    const log = join(folder, 'log')
    writeFileSync(log, '')
    const trap = `--import=${resolve(import.meta.dirname, 'network-trap.mjs')}`
    const ours = await run(tinyBert, folder, ['--backend', 'ort'])
    const found = await run(tinyBert, folder, theirs, { NODE_OPTIONS: trap, NETWORK_TRAP_LOG: log })
    expect([ours.code, found.code]).toEqual([0, 0])
    const processes = readFileSync(log, 'utf8').trim().split('\n')
    expect(processes.length).toBeGreaterThanOrEqual(2) // the command and the process of the session
    expect(processes.filter(line => !line.startsWith('loaded'))).toEqual([])
    expect(JSON.parse(found.stdout).cells[0].scores).toEqual(JSON.parse(ours.stdout).cells[0].scores)
    expect(backendsIn(join(folder, 'out'))).toEqual([
      expect.stringMatching(/^@huggingface\/transformers \S+ \(onnxruntime-node \S+\)$/),
      expect.stringMatching(/^onnxruntime-node \S+$/),
    ])
  }, 60_000)

  test('a cell of one backend does not stand for the other when a run is resumed', async () => {
    const folder = emptyFolder()
    const corpus = join(folder, 'ward.conll')
    writeFileSync(corpus, 'fever\tB-Disease\n\nno\tO\ncough\tB-Disease\n')
    const resume = (more: readonly string[]) =>
      bench(
        [
          ...['run', '--model', tinyBert, '--corpus', corpus, '--window', '40', '--overlap', '10', '--resume'],
          ...['--out', join(folder, 'out'), ...more],
        ],
        { cwd: folder },
      )
    const kept = /kept from an earlier run/
    expect((await resume([])).stderr).not.toMatch(kept)
    expect((await resume(theirs)).stderr).not.toMatch(kept)
    expect((await resume(theirs)).stderr).toMatch(kept)
    expect((await resume(['--backend', 'ort'])).stderr).toMatch(kept)
    expect(backendsIn(join(folder, 'out')).length).toBe(2)
  }, 60_000)

  test('a model on the Hub: its ONNX file is fetched, by us, and never its tensors', async () => {
    const small = Object.fromEntries(
      ['config.json', 'tokenizer.json', 'tokenizer_config.json'].map(name => [
        name,
        readFileSync(join(tinyBert, name)),
      ]),
    )
    const onnx = readFileSync(join(tinyBert, 'model.onnx'))
    const other = Buffer.concat([onnx, Buffer.from([0x32, 0])]) // an empty doc_string: the same model in another file
    const files = { ...small, 'model.safetensors': onnx, 'onnx/model.onnx': onnx, 'onnx/model_quantized.onnx': other }
    const repository = { commits: { [commitA]: files }, revisions: { main: commitA }, access: 'public' as const }
    const hub = await serveHub({ 'acme/tiny': repository }, { token: 'hf_secret' })
    const folder = emptyFolder()
    const env = { HF_ENDPOINT: hub.url, HF_HOME: join(folder, 'hf') }
    expect(await run('hf:acme/tiny', folder, [...theirs, '--dtype', 'q8'], env)).toMatchObject({ code: 0 })
    expect(await run('hf:acme/tiny', folder, theirs, env)).toMatchObject({ code: 0 })
    expect(hub.requests.filter(request => /\/resolve\/.*(onnx|safetensors)$/.test(request))).toEqual([
      `hub /acme/tiny/resolve/${commitA}/onnx/model_quantized.onnx`,
      `hub /acme/tiny/resolve/${commitA}/onnx/model.onnx`,
    ])
    const offline = await run('hf:acme/tiny', folder, theirs, { ...env, HF_HUB_OFFLINE: '1' })
    expect(offline.code).toBe(0)
  }, 60_000)
})

describe('what is wrong before the work', () => {
  const missing = `--import=${resolve(import.meta.dirname, 'without-transformersjs.mjs')}`
  test.each<[string, string[], RegExp, Record<string, string>]>([
    [
      'a backend that nobody knows',
      ['--backend', 'transformers'],
      /--backend transformers: it is ort or transformersjs/,
      {},
    ],
    ['an adapter', [...theirs, '--adapter', 'lora'], /--adapter lora: .*no adapter can be laid; use --backend ort/, {}],
    [
      'a device that it does not have',
      [...theirs, '--device', 'tensorrt'],
      /--device tensorrt: .*use --backend ort/,
      {},
    ],
    ['a device that nobody knows', [...theirs, '--device', 'gpu'], /--device gpu: it is one of/, {}],
    [
      'the package, which is not there',
      theirs,
      /@huggingface\/transformers is not installed beside bioner-bench; run "npm install @huggingface\/transformers@4\.3\.1"/,
      { NODE_OPTIONS: missing },
    ],
  ])('%s: exit code 2, one sentence, nothing written', async (_, argv, message, env) => {
    const folder = emptyFolder()
    const finished = await run(tinyBert, folder, argv, env)
    expect(finished).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) })
    expect(finished.stderr.trimEnd().split('\n').length).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  test('without the package our own backend works as ever', async () => {
    expect(await run(tinyBert, emptyFolder(), [], { NODE_OPTIONS: missing })).toMatchObject({ code: 0 })
  })
})
