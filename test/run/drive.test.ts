import { describe, expect, test } from 'vitest'
import { BenchError } from '../../src/core/error.ts'
import type { CompletedRun } from '../../src/core/record.ts'
import { cellDigest } from '../../src/run/describe-cell.ts'
import { runGroup } from '../../src/run/drive.ts'
import { checkRecord } from '../../src/store/check-record.ts'
import { corpus, doors, modelFacts, passage, suite, tableTagger, usage } from './fixture.ts'

const passages = [
  passage('1.1', '1', 'severe/O fever/B-Disease after/O aspirin/O'),
  passage('1.2', '1', 'lung/B-Disease cancer/I-Disease'),
]
const answers: Record<string, readonly string[]> = {
  '1.1': ['O', 'B-Disease', 'O', 'B-Chemical'],
  '1.2': ['O', 'I-Disease'],
}
const diseases = corpus('a', ['Disease'], passages)
const right = () => tableTagger(id => answers[id] ?? [])

async function runOne(open = async () => right(), limit: number | null = null) {
  const [cell] = await runGroup(
    suite,
    { model: 'embedded:fake', corpora: [diseases], learns: false, alone: false },
    doors(open),
    limit,
  )
  if (cell === undefined) throw new Error('no cell')
  return cell
}

describe('a finished cell', () => {
  test('keeps both meanings of strict apart', async () => {
    const { record } = await runOne()
    const { scores, ranking } = record as CompletedRun
    expect(ranking).toBe(0)
    expect(scores.map(({ signature }) => signature.split('|').slice(1, 3).join(' '))).toEqual([
      'decode:conlleval span:exact',
      'decode:strict-IOB2 span:exact',
      'decode:conlleval span:relaxed',
      'decode:conlleval span:span-only',
    ])
    const [conlleval, strict] = scores.map(({ types }) => types[0])
    expect(conlleval).toEqual({ type: 'Disease', truePositives: 1, falsePositives: 1, falseNegatives: 1 })
    expect(strict).toEqual({ type: 'Disease', truePositives: 1, falsePositives: 0, falseNegatives: 1 })
  })

  test('is a valid record whose ignored label, errors, novelty and sensitivity are counted', async () => {
    const { record } = await runOne()
    expect(checkRecord('test', JSON.parse(JSON.stringify(record)))).toEqual(record)
    expect(record).toMatchObject({
      status: 'completed',
      ignoredWords: 1,
      labelMap: [
        { modelType: 'Chemical', corpusType: null },
        { modelType: 'Disease', corpusType: 'Disease' },
      ],
      errors: { boundary: 1, type: 0, boundaryAndType: 0, missed: 0, spurious: 0 },
      novelty: [
        { stratum: 'seen-same-type', mentions: 1, found: 1 },
        { stratum: 'seen-other-type', mentions: 0, found: 0 },
        { stratum: 'unseen', mentions: 1, found: 0 },
      ],
      batchSensitivity: { passages: 2, mentions: 3, changedMentions: 0 },
      energy: { kind: 'estimated', joules: 15 },
    })
    expect(record.warnings.map(({ code, count }) => [code, count])).toEqual([
      ['ignored-labels', 1],
      ['energy-estimated', null],
    ])
  })

  test('stores mentions in the types of the corpus and words with the labels of the model, to four decimals', async () => {
    const { predictions } = await runOne()
    expect(predictions?.[0]).toEqual({
      id: '1.1',
      mentions: [{ start: 7, end: 12, type: 'Disease', score: 0.9877, margin: 1.2346 }],
      words: answers['1.1']?.map(label => ({ label, margin: 1.2346, score: 0.9877 })),
    })
  })

  test('counts mentions that change when passages are tagged one by one', async () => {
    const fickle = tableTagger((id, plan) => (plan.windows === 1 && id === '1.2' ? ['O', 'O'] : (answers[id] ?? [])))
    const { record } = await runOne(async () => fickle)
    expect(record).toMatchObject({ batchSensitivity: { changedMentions: 1 } })
    expect(record.warnings.map(({ code }) => code)).toContain('batch-sensitive')
  })

  test('is partial, and says so, when only some passages were run', async () => {
    const { record, predictions } = await runOne(undefined, 1)
    expect(record).toMatchObject({ status: 'partial', limit: { passages: 1, of: 2 } })
    expect(record.warnings.map(({ code }) => code)).toContain('limited')
    expect(predictions).toHaveLength(1)
  })
})

describe('predictions that were made elsewhere', () => {
  test('are scored, and neither timed nor charged with energy', async () => {
    const { record } = await runOne(async () => ({ ...right(), timed: false, reading: null }))
    expect(record).toMatchObject({
      status: 'completed',
      latency: null,
      batchSensitivity: null,
      batchPlan: null,
      throughput: { passages: 2, wallSeconds: null },
      energy: { kind: 'unavailable', reason: 'the predictions were made elsewhere' },
    })
    expect(checkRecord('test', JSON.parse(JSON.stringify(record)))).toEqual(record)
  })
})

describe('cells that share an inference', () => {
  test('are scored from one call of the tagger', async () => {
    let calls = 0
    const counting = {
      ...right(),
      tag: (...call: Parameters<ReturnType<typeof right>['tag']>) => {
        calls += 1
        return right().tag(...call)
      },
    }
    const chemicals = corpus('b', ['Chemical'], passages)
    const cells = await runGroup(
      suite,
      { model: 'embedded:fake', corpora: [diseases, chemicals], learns: false, alone: false },
      doors(async () => counting),
      null,
    )
    expect(calls).toBe(3) // warm-up, all passages, the sample of the other plan
    expect(cells.map(({ record }) => (record as CompletedRun).throughput.sharedBy)).toEqual([
      ['fake × a', 'fake × b'],
      ['fake × a', 'fake × b'],
    ])
    expect(cells[1]?.record).toMatchObject({ status: 'completed', ignoredWords: 2 })
  })
})

describe('a cell with nothing to learn from', () => {
  const group = { model: 'dictionary', corpora: [{ ...diseases, training: null }], learns: true, alone: false }
  const unopened = doors(async () => Promise.reject(new Error('was opened')))

  test('is skipped with the reason, and nothing is opened', async () => {
    const [cell] = await runGroup(suite, group, unopened, null)
    const reason = {
      code: 'no-training-split',
      message: 'dictionary: A (a@mtl) has no training split to learn from',
    }
    expect(cell).toMatchObject({ record: { status: 'skipped', reason }, passages: null, predictions: null })
    expect(checkRecord('test', JSON.parse(JSON.stringify(cell?.record)))).toEqual(cell?.record)
  })

  test('is another question once there is a training split', () => {
    const digestOf = (training: typeof diseases.training) =>
      cellDigest(suite, { ...diseases, training }, unopened, 'dictionary')
    expect(digestOf(null)).not.toBe(digestOf(diseases.training))
  })
})

test('what was remarked while reading is a warning of the record', async () => {
  const remark = { kind: 'repeated-document', message: 'a.tsv:7: PMID 1 is there twice', count: 11 } as const
  const remarked = { ...diseases, notes: { ...diseases.notes, remarks: [remark] } }
  const [cell] = await runGroup(
    suite,
    { model: 'embedded:fake', corpora: [remarked], learns: false, alone: false },
    doors(async () => right()),
    null,
  )
  expect(cell?.record.warnings[0]).toEqual({ code: remark.kind, message: remark.message, count: 11 })
})

describe('a cell that fails', () => {
  const failures: [string, () => Promise<ReturnType<typeof right>>, string, RegExp][] = [
    [
      'a model that cannot be opened',
      async () => Promise.reject(new BenchError('MODEL', 'model.onnx: empty')),
      'MODEL',
      /^model\.onnx: empty$/,
    ],
    [
      'a session that dies',
      async () => ({ ...right(), tag: async () => Promise.reject(new BenchError('INFERENCE', 'killed')) }),
      'INFERENCE',
      /killed/,
    ],
    [
      'an answer left out',
      async () => ({ ...right(), tag: async () => ({ predictions: [], usage }) }),
      'INFERENCE',
      /no answer for 1\.1/,
    ],
    [
      'a type that no map names',
      async () => tableTagger(id => answers[id] ?? [], { ...modelFacts, types: ['Disease', 'GENE/PROTEIN'] }),
      'MODEL',
      /add --label-map GENE\/PROTEIN=TYPE \(TYPE one of Disease\)/,
    ],
  ]
  test.each(failures)('%s is a failed record, not the end of the run', async (_, open, code, message) => {
    const { record, passages: counted } = await runOne(open)
    expect(record).toMatchObject({ status: 'failed', error: { code, message: expect.stringMatching(message) } })
    expect(checkRecord('test', JSON.parse(JSON.stringify(record)))).toEqual(record)
    expect(counted).toBeNull()
  })

  test('does not take with it a cell that shares its inference', async () => {
    const genes = corpus('g', ['Gene'], passages)
    const own = doors(async () => right())
    const given = new Map([
      ['Disease', 'Disease'],
      ['Chemical', null],
    ])
    const cells = await runGroup(
      suite,
      { model: 'embedded:fake', corpora: [diseases, genes], learns: false, alone: true },
      { ...own, labelMaps: { given, builtIn: () => null } },
      null,
    )
    expect(cells.map(({ record }) => record.status)).toEqual(['completed', 'failed'])
    expect(cells[1]?.record).toMatchObject({
      error: { message: expect.stringContaining('the corpus has no type Disease') },
    })
  })

  test.each(failures)('%s is the answer where nothing else was asked for', async (_, open, code, message) => {
    const alone = runGroup(
      suite,
      { model: 'embedded:fake', corpora: [diseases], learns: false, alone: true },
      doors(open),
      null,
    )
    if (code === 'INFERENCE') expect((await alone)[0]?.record.status).toBe('failed')
    else await expect(alone).rejects.toThrow(message)
  })

  test('a bug of ours is not hidden in a record', async () => {
    await expect(runOne(async () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
  })

  test('the tagger is closed whatever happens', async () => {
    let closed = 0
    const failing = {
      ...right(),
      tag: async () => Promise.reject(new BenchError('INFERENCE', 'killed')),
      close: async () => void closed++,
    }
    await runOne(async () => failing)
    expect(closed).toBe(1)
  })
})
