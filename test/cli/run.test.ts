import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRunFolders } from '../../src/store/runs.ts'
import { bench } from './bench.ts'

const root = resolve(import.meta.dirname, '..', '..')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bioner-run-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const dictionary = ['run', '--model', 'dictionary', '--corpus', 'ncbi-disease']

describe('what is wrong before the work', () => {
  test.each<[string, string[], RegExp, Record<string, string>?]>([
    ['no model', ['run', '--corpus', 'ncbi-disease'], /--model is missing/],
    ['a misspelt model', ['run', '--model', 'dictionry', '--corpus', 'ncbi-disease'], /did you mean dictionary\?/],
    ['a missing model folder', ['run', '--model', './none', '--corpus', 'ncbi-disease'], /neither a folder nor a file/],
    [
      'a dictionary of no corpus',
      ['run', '--model', 'dictionary:none', '--corpus', 'ncbi-disease'],
      /--model dictionary:none: no corpus/,
    ],
    [
      'a dictionary of a corpus without training',
      ['run', '--model', 'dictionary:cll', '--corpus', 'ncbi-disease'],
      /cll@nersuite has no split train/,
    ],
    [
      'characters decoded strictly',
      [...dictionary, '--unit', 'character', '--matching', 'strict', '--scheme', 'IOB2'],
      /strict matching decodes tags/,
    ],
    ['a misspelt corpus', ['run', '--model', 'dictionary', '--corpus', 'ncbi-diseas'], /did you mean ncbi-disease\?/],
    [
      'an unknown variant',
      ['run', '--model', 'dictionary', '--corpus', 'ncbi-disease@x'],
      /ncbi-disease has no variant "x"; it has mtl/,
    ],
    [
      'a split that is not there',
      [...dictionary, '--split', 'devel'],
      /devel\.tsv: not on disk \(looked in .*\); .*bioner-bench datasets fetch ncbi-disease@mtl/,
    ],
    ['a scheme without strict', [...dictionary, '--scheme', 'IOB2'], /add --matching strict/],
    ['strict without a scheme', [...dictionary, '--matching', 'strict'], /--matching strict needs --scheme/],
    [
      'a window that overlaps itself',
      [...dictionary, '--window', '20', '--overlap', '15'],
      /at most half of the window/,
    ],
    ['a limit of nothing', [...dictionary, '--limit', '0'], /expected a whole number from 1 on/],
    ['a label map without a type', [...dictionary, '--label-map', 'CHEM'], /expected LABEL=TYPE/],
    ['an unknown region', dictionary, /unknown region "Atlantis"/, { BIONER_REGION: 'Atlantis' }],
    ['a suite that is no JSON', ['run', 'broken.json'], /a suite is JSON/],
    ['a suite with an unknown field', ['run', 'odd.json'], /odd\.json: .*Unrecognized key/],
    ['an output in the way', [...dictionary, '--out', 'odd.json'], /a file stands where a folder is needed/],
    ['an unknown option', [...dictionary, '--modle', 'x'], /unknown option '--modle'/],
    ['an unknown command', ['rnu'], /Did you mean run\?/],
    ['a report of nothing', ['report', 'none'], /none: no such file or folder/],
  ])('%s: exit code 2, one sentence, nothing written', async (_, argv, message, env = {}) => {
    await writeFile(join(folder, 'broken.json'), '{')
    const suite = JSON.parse(await readFile(join(root, 'benchmarks', 'embedded.json'), 'utf8'))
    await writeFile(join(folder, 'odd.json'), JSON.stringify({ ...suite, colour: 'red' }))
    const finished = await bench(argv, { cwd: folder, env })
    expect(finished).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) })
    expect(finished.stderr).not.toMatch(/\n\s+at /)
    expect((await readdir(folder)).filter(name => name === 'results')).toEqual([])
  })
})

describe('a run', () => {
  test('answers as bioner-bench/run@1, keeps its records, and resumes without running again', async () => {
    const out = join(folder, 'kept')
    const first = await bench([...dictionary, '--out', out, '--json', '--quiet'])
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const answer = JSON.parse(first.stdout)
    expect(answer).toMatchObject({
      format: 'bioner-bench/run@1',
      cells: [{ model: 'dictionary', corpus: 'ncbi-disease', variant: 'mtl', split: 'test', status: 'completed' }],
    })
    expect(answer.cells[0].scores[0]).toMatchObject({
      micro: { tp: 592, fp: 144, fn: 368, f1: 1184 / 1696 },
      types: { Disease: { support: 960 } },
      balance: { gold: 960, scored: 960 },
    })
    const again = await bench([...dictionary, '--out', out, '--json', '--resume'])
    expect(again.stderr).toContain('(kept from an earlier run)')
    expect(JSON.parse(again.stdout)).toEqual(answer)
    expect(await findRunFolders(out)).toHaveLength(1)
    const other = await bench([...dictionary, '--out', out, '--resume', '--seed', '2'])
    expect(other.stderr).not.toContain('kept')
  })

  test('with a limit is partial and is never resumed from', async () => {
    const out = join(folder, 'partial')
    const ran = await bench([...dictionary, '--out', out, '--limit', '5'])
    expect(ran).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('read 5 of 940 passages: neither ranked nor compared'),
    })
    const again = await bench([...dictionary, '--out', out, '--resume', '--json'])
    expect(JSON.parse(again.stdout).cells[0].status).toBe('completed')
  })

  test('scores predictions of another tool, and times nothing', async () => {
    const [stored = ''] = await findRunFolders(join(root, 'results', 'embedded', 'minilm-l6-cdr-ncbi', 'ncbi-disease'))
    const model = `predictions:${join(stored, 'predictions.jsonl.gz')}`
    const ran = await bench([
      'run',
      '--model',
      model,
      '--corpus',
      'ncbi-disease',
      '--label-map',
      'Chemical=',
      '--out',
      join(folder, 'p'),
      '--json',
    ])
    const unnamed = await bench(['run', '--model', model, '--corpus', 'ncbi-disease', '--out', join(folder, 'p')])
    expect(unnamed).toMatchObject({ code: 2, stderr: expect.stringContaining('--label-map Chemical= to ignore it') })
    const [cell] = JSON.parse(ran.stdout).cells
    const record = JSON.parse(await readFile(join(stored, 'record.json'), 'utf8'))
    const { truePositives: tp, falsePositives: fp, falseNegatives: fn } = record.scores[0].types[0]
    expect(cell).toMatchObject({ status: 'completed', latency: null, energy: { kind: 'unavailable' } })
    expect(cell.throughput.wallSeconds).toBeNull()
    expect(cell.scores[0].micro).toMatchObject({ tp, fp, fn })
  })

  test("takes one's own CoNLL file, in any scheme, and notes a byte-order mark and CRLF", async () => {
    const lines = ['Severe\tO', 'lung\tB-Disease', 'cancer\tE-Disease', '', 'headache\tS-Disease', '']
    await writeFile(join(folder, 'ward.conll'), `\ufeff${lines.join('\r\n')}`)
    const out = join(folder, 'own')
    const model = ['--model', 'embedded:minilm-l6-cdr-ncbi']
    const ran = await bench(['run', ...model, '--corpus', 'ward.conll', '--out', out, '--json'], { cwd: folder })
    const [cell] = JSON.parse(ran.stdout).cells
    expect(cell).toMatchObject({ status: 'completed', corpus: 'ward.conll', variant: 'file', documents: null })
    expect(cell.scores[1].micro).toMatchObject({ tp: 2, fp: 0, fn: 0 }) // strict IOB2, though the gold came as IOBES
    const codes = cell.warnings.map((warning: { code: string }) => warning.code)
    expect(codes.slice(0, 3)).toEqual(['byte-order-mark', 'carriage-returns', 'documents-unknown'])

    const dictionaryToo = await bench(['run', ...model, '--model', 'dictionary', '--corpus', 'ward.conll'], {
      cwd: folder,
    })
    expect(dictionaryToo.code).toBe(0)
    expect(dictionaryToo.stdout.replace(/\s+/g, ' ')).toContain(
      'dictionary skipped: dictionary: ward.conll (ward.conll@file) has no training split to learn from',
    )
    expect(dictionaryToo.stderr).toContain('dictionary on ward.conll (file): skipped, ')

    const skipped = ['run', '--model', 'dictionary', '--corpus', 'ward.conll', '--out', join(folder, 'skipped')]
    await bench(skipped, { cwd: folder })
    const again = await bench([...skipped, '--resume', '--json'], { cwd: folder })
    expect(again.stderr).toContain('(kept from an earlier run)')
    expect(JSON.parse(again.stdout).cells[0]).toMatchObject({
      status: 'skipped',
      reason: { code: 'no-training-split', message: expect.stringContaining('no training split to learn from') },
    })

    await writeFile(join(folder, 'ward.conll'), 'fever\tB-Problem\n')
    const unmapped = await bench(['run', ...model, '--corpus', 'ward.conll'], { cwd: folder })
    expect(unmapped).toMatchObject({ code: 2, stderr: expect.stringContaining('--label-map Chemical=Problem') })
  })

  test('takes text that nobody has tokenised, and is scored in characters or in tokens', async () => {
    const text = 'Severe lung cancer and old headache.'
    const mentions = [
      { start: 7, end: 18, type: 'Disease' },
      { start: 12, end: 18, type: 'Disease' },
      { start: 27, end: 35, type: 'Disease' },
    ]
    await writeFile(join(folder, 'notes.jsonl'), `${JSON.stringify({ id: '1', text, mentions })}\n`)
    const asked = ['run', '--model', 'embedded:minilm-l6-cdr-ncbi', '--corpus', 'notes.jsonl', '--json']
    const cellOf = async (unit: string[], out: string) => {
      const { code, stdout, stderr } = await bench([...asked, ...unit, '--out', join(folder, out)], { cwd: folder })
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
      return JSON.parse(stdout).cells[0].scores[0]
    }
    const characters = await cellOf([], 'characters')
    expect(characters).toMatchObject({
      convention: { unit: 'character', decoding: null, words: 'joined' },
      micro: { tp: 2, fn: 1 },
      balance: { gold: 3, scored: 3, nested: 0 },
    })
    expect(await cellOf(['--unit', 'token'], 'tokens')).toMatchObject({
      convention: { unit: 'token', decoding: { matching: 'conlleval' } },
      balance: { gold: 3, scored: 2, nested: 1 },
    })
  })

  test('crosses dictionaries with corpora: a matrix of what both sides can say', async () => {
    const corpora = ['ncbi-disease', 'bc5cdr-chem', 'bc5cdr-disease'].flatMap(id => ['--corpus', id])
    const asked = ['run', '--cross', '--model', 'dictionary', ...corpora, '--out', join(folder, 'cross')]
    const ran = await bench(asked)
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('Trained on (rows) × tested on (columns)') })
    const again = await bench([...asked, '--resume', '--json'])
    const cells: { model: string; corpus: string; status: string; typeMap?: unknown; latency?: unknown }[] = JSON.parse(
      again.stdout,
    ).cells
    expect(cells.map(({ model, corpus, status }) => `${model} ${corpus} ${status}`)).toEqual([
      'dictionary:ncbi-disease ncbi-disease completed',
      'dictionary:ncbi-disease bc5cdr-chem skipped',
      'dictionary:ncbi-disease bc5cdr-disease completed',
      'dictionary:bc5cdr-chem ncbi-disease skipped',
      'dictionary:bc5cdr-chem bc5cdr-chem completed',
      'dictionary:bc5cdr-chem bc5cdr-disease skipped',
      'dictionary:bc5cdr-disease ncbi-disease completed',
      'dictionary:bc5cdr-disease bc5cdr-chem skipped',
      'dictionary:bc5cdr-disease bc5cdr-disease completed',
    ])
    expect(cells[2]).toMatchObject({
      typeMap: [{ corpusType: 'Disease', scoredAs: 'Disease', mentions: 4424 }],
      ...{ novelty: null, latency: null },
    })
  })

  test('that is interrupted exits with 130 and keeps the cells that were finished', async () => {
    const out = join(folder, 'interrupted')
    const main = join(root, 'src', 'cli', 'main.ts')
    const corpora = ['--corpus', 'ncbi-disease', '--corpus', 'bc5cdr-chem']
    const child = spawn(process.execPath, [
      main,
      'run',
      '--model',
      'embedded:minilm-l6-cdr-ncbi',
      ...corpora,
      '--out',
      out,
    ])
    child.stderr.once('data', () => child.kill('SIGINT')) // the first line says that the first cell is finished
    const code = await new Promise(done => child.once('exit', done))
    expect(code).toBe(130)
    const [cell, ...others] = await findRunFolders(out)
    expect(others).toEqual([])
    expect(JSON.parse(await readFile(join(cell ?? '', 'record.json'), 'utf8')).status).toBe('completed')
  })
})
