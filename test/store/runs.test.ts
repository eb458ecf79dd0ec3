import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PassageId } from '../../src/core/passage.ts'
import { runGroup } from '../../src/run/drive.ts'
import { assertWritable, writeAtomically } from '../../src/store/atomic-write.ts'
import { decodePredictions, encodePredictions } from '../../src/store/predictions-file.ts'
import { findRunFolders, readRuns, runFolder, writeRun } from '../../src/store/runs.ts'
import { corpus, doors, passage, suite, tableTagger } from '../run/fixture.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bioner-store-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function finishedRun() {
  const passages = [passage('1.1', '1', 'severe/O fever/B-__proto__'), passage('2.1', null, 'fine/O')]
  const tagger = tableTagger(id => (id === '1.1' ? ['O', 'B-Disease'] : ['O']))
  const own = doors(async () => tagger)
  const [cell] = await runGroup(
    suite,
    { model: 'embedded:fake', corpora: [corpus('a', ['__proto__', 'Disease'], passages)], learns: false, alone: false },
    {
      ...own,
      labelMaps: {
        ...own.labelMaps,
        builtIn: () =>
          new Map([
            ['Disease', '__proto__'],
            ['Chemical', null],
          ]),
      },
    },
    null,
  )
  if (cell === undefined) throw new Error('no cell')
  return cell
}

describe('a stored run', () => {
  test('is read back as it was written, whatever a type is called', async () => {
    const run = await finishedRun()
    await writeRun(folder, run)
    expect(await readRuns([folder])).toEqual([run])
  })

  test('is one folder of three files, and nothing half-written beside it', async () => {
    const run = await finishedRun()
    const path = await writeRun(folder, run)
    expect((await readdir(path)).sort()).toEqual(['passages.jsonl.gz', 'predictions.jsonl.gz', 'record.json'])
    expect(await readdir(join(path, '..'))).toHaveLength(1)
  })

  test('is never edited: the same run cannot be written twice', async () => {
    const run = await finishedRun()
    await writeRun(folder, run)
    await expect(writeRun(folder, run)).rejects.toThrow(/cannot be written: it exists already/)
    expect(await readdir(join(runFolder(folder, run), '..'))).toHaveLength(1)
  })

  test('stays inside the results whatever a model is called', async () => {
    const run = await finishedRun()
    const named = { ...run, record: { ...run.record, model: { ...run.record.model, name: '../../etc/x' } } }
    expect(runFolder(folder, named).startsWith(join(folder, '_'))).toBe(true)
  })

  test('an unfinished write is passed over', async () => {
    const run = await finishedRun()
    const path = await writeRun(folder, run)
    await mkdir(join(path, '..', '.late.tmp'))
    await writeFile(join(path, '..', '.late.tmp', 'record.json'), '{')
    expect(await findRunFolders(folder)).toEqual([path])
  })
})

describe('a record that is not one', () => {
  /** Sets one field of a good record and returns what reading it then says. */
  async function spoil(field: string, value: unknown): Promise<string> {
    const path = await writeRun(folder, await finishedRun())
    const name = join(path, 'record.json')
    const record = JSON.parse(await readFile(name, 'utf8'))
    const keys = field.split('.')
    const last = keys.pop() ?? ''
    keys.reduce((object, key) => object[key], record)[last] = value
    await writeFile(name, JSON.stringify(record))
    return readRuns([path]).then(
      () => 'accepted',
      (error: Error) => error.message,
    )
  }

  const intensity = { region: 'X', gramsPerKilowattHour: 1, year: 2024, source: 's', chosen: 'given' }
  const measured = { kind: 'derived', grams: 1, energyKind: 'measured', powerUsageEffectiveness: 1, scope: 'inference' }

  test.each<[string, string, unknown, RegExp]>([
    ['an unknown field', 'extra', 1, /Unrecognized key/],
    ['a negative count', 'ignoredWords', -1, /ignoredWords/],
    ['another format', 'format', 'bioner-bench/record@2', /format/],
    ['gold that is lost', 'scores.0.balance.gold', 2, /balance: gold is 2, its parts add up to 1/],
    ['counts beyond the gold', 'scores.0.types.0.truePositives', 2, /2 gold mentions counted, 1 scored/],
    ['a ranking that is not there', 'ranking', 9, /there is no score 9/],
    [
      'CO2 of another energy',
      'carbon',
      { ...measured, intensity },
      /from measured energy, but the energy is estimated/,
    ],
    ['a time that is none', 'startedAt', 'yesterday', /startedAt/],
  ])('%s is refused by name', async (_, field, value, message) => {
    const answer = await spoil(field, value)
    expect(answer).toMatch(/record\.json: /)
    expect(answer).toMatch(message)
  })

  test('nothing there, and not JSON, are said so', async () => {
    await expect(readRuns([join(folder, 'none')])).rejects.toThrow(/none: no such file or folder/)
    await expect(readRuns([folder])).rejects.toThrow(/no record\.json in or below it/)
    await writeFile(join(folder, 'record.json'), '{')
    await expect(readRuns([folder])).rejects.toThrow(/record\.json: not readable as JSON/)
  })
})

describe('predictions.jsonl.gz', () => {
  const predictions = [
    {
      id: 'a' as PassageId,
      mentions: [{ start: 0, end: 2, type: 'X', score: 0.5, margin: null }],
      words: [{ label: 'B-X', margin: 0.1, score: 0.5 }],
    },
    { id: 'b' as PassageId, mentions: [], words: null },
  ]

  test('is read back as it was written, and says its unit', () => {
    const bytes = encodePredictions(predictions)
    expect(decodePredictions('p', bytes)).toEqual(predictions)
    expect(gunzipSync(bytes).toString().split('\n')[0]).toBe(
      '{"format":"bioner-bench/predictions@1","offsets":"utf16","labels":["B-X"]}',
    )
  })

  test.each([
    ['cut off', (text: string) => text.slice(0, -3), /the last line is cut off/],
    ['a repeated id', (text: string) => `${text}${text.split('\n')[2]}\n`, /p:4: duplicated id "b"/],
    [
      'a label that was not announced',
      (text: string) => text.replace('[[0,', '[[7,'),
      /p:2: label 7 is not among the 1 of line 1/,
    ],
    ['not JSON', (text: string) => text.replace('{"id":"b"', '{id:b'), /p:3: not JSON/],
  ])('%s is refused with its line', (_, change, message) => {
    const bytes = gzipSync(change(gunzipSync(encodePredictions(predictions)).toString()))
    expect(() => decodePredictions('p', bytes)).toThrow(message)
  })

  test('a truncated gzip is refused', () => {
    expect(() => decodePredictions('p', encodePredictions(predictions).slice(0, -9))).toThrow(
      /p: not a complete gzip file/,
    )
  })
})

describe('places that cannot be written', () => {
  test('a file in the way of a folder is named, with the remedy', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(assertWritable(join(folder, 'file', 'below'))).rejects.toThrow(
      /below: cannot be written: a file stands where a folder is needed; choose another place with --out/,
    )
  })

  test.skipIf(process.getuid?.() === 0)(
    'a folder without permission is named (skipped for root, who may write anywhere)',
    async () => {
      await chmod(folder, 0o500)
      await expect(writeAtomically(join(folder, 'x'), '')).rejects.toThrow(/no permission/)
    },
  )

  test('the file that was there stays when a write fails', async () => {
    await mkdir(join(folder, 'taken'))
    await writeFile(join(folder, 'taken', 'kept'), 'kept')
    await expect(writeAtomically(join(folder, 'taken'), 'new')).rejects.toThrow(/cannot be written/)
    expect(await readdir(folder)).toEqual(['taken'])
    expect(await readFile(join(folder, 'taken', 'kept'), 'utf8')).toBe('kept')
  })
})
