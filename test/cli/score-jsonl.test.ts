import { describe, expect, test } from 'vitest'
import { fixture, runScore, temporaryFile } from './score-command.ts'

const gold = fixture('gold.jsonl')
const predicted = fixture('pred.jsonl')

async function scoresOf(...args: string[]) {
  const { exitCode, stdout, stderr } = await runScore([...args, '--json'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return JSON.parse(stdout)
}

describe('mentions in jsonl', () => {
  test('are joined by id and scored as spans of characters', async () => {
    const { passages, documents, scores } = await scoresOf(gold, predicted)
    expect({ passages, documents }).toEqual({ passages: 2, documents: null })
    expect(scores).toMatchObject([
      {
        convention: { unit: 'character', decoding: null, span: 'exact' },
        micro: { tp: 2, fp: 1, fn: 1, f1: 2 / 3 },
        types: { Chemical: { tp: 1, support: 1 }, Disease: { tp: 1, fp: 1, fn: 1, support: 2 } },
        balance: { gold: 3, scored: 3 },
      },
    ])
  })

  test('--all-conventions adds relaxed and span-only matching', async () => {
    const { scores } = await scoresOf(gold, predicted, '--all-conventions')
    expect(
      scores.map((score: { convention: { span: string }; micro: { tp: number } }) => [
        score.convention.span,
        score.micro.tp,
      ]),
    ).toEqual([
      ['exact', 2],
      ['relaxed', 3],
      ['span-only', 2],
    ])
  })

  test('offsets count code points unless one says otherwise', async () => {
    const utf16 = temporaryFile(
      'p.jsonl',
      '{"id":"a","mentions":[{"start":0,"end":11,"type":"Chemical"}]}\n{"id":"b","mentions":[]}',
    )
    const goldUtf16 = temporaryFile(
      'g.jsonl',
      '{"id":"a","text":"𝛽-blockers","mentions":[{"start":0,"end":11,"type":"Chemical"}]}\n{"id":"b","mentions":[]}',
    )
    expect((await scoresOf(goldUtf16, utf16, '--offsets', 'utf16')).scores[0].micro).toMatchObject({
      tp: 1,
      fp: 0,
      fn: 0,
    })
    expect((await runScore([goldUtf16, utf16])).stderr).toMatch(
      /g\.jsonl:1: mention 1: offset 11 is beyond the end of the text/,
    )
    const header = '{"format":"any","offsets":"utf16"}\n'
    const stated = temporaryFile(
      's.jsonl',
      `${header}{"id":"a","mentions":[{"start":0,"end":11,"type":"Chemical"}]}\n{"id":"b","mentions":[]}`,
    )
    expect((await scoresOf(gold, stated)).scores[0].micro).toMatchObject({ tp: 1, fp: 0, fn: 2 })
  })

  test('equal gold mentions are scored once and stand in the balance', async () => {
    const mention = { start: 0, end: 1, type: 'X' }
    const file = temporaryFile(
      'g.jsonl',
      JSON.stringify({ id: 'a', mentions: [mention, mention, { ...mention, end: 2 }] }),
    )
    const { scores } = await scoresOf(file, file)
    expect(scores[0]).toMatchObject({ micro: { tp: 2, fp: 0, fn: 0 }, balance: { gold: 3, scored: 2, duplicate: 1 } })
    expect((await runScore([file, file])).stdout).toContain('gold balance: 3 mentions = 2 scored + 1 duplicate\n')
  })

  test('have no tags that --matching could read', async () => {
    const { exitCode, stdout, stderr } = await runScore([gold, predicted, '--matching', 'conlleval'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toBe(
      'bioner-bench: --matching and --scheme say how tags are read; these files hold mentions, not tags\n',
    )
  })
})
