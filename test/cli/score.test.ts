import { describe, expect, test } from 'vitest'
import { fixture, runScore, temporaryFile } from './score-command.ts'

const gold = fixture('gold.tsv')
const predicted = fixture('pred.tsv')

async function scoresOf(...args: string[]) {
  const { exitCode, stdout, stderr } = await runScore([...args, '--json'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return JSON.parse(stdout)
}

// Gold: Aspirin, Reye syndrome, colon cancer. Predicted: Aspirin; Reye syndrome, but begun with I-; cancer without colon.
const byConlleval = { tp: 2, fp: 1, fn: 1, precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 }
const byStrictIob2 = { tp: 1, fp: 1, fn: 2, precision: 1 / 2, recall: 1 / 3, f1: 2 / 5 }

describe('score --json', () => {
  test('prints conlleval and strict IOB2 side by side, unrounded', async () => {
    const json = await scoresOf(gold, predicted)
    expect(json).toMatchObject({
      format: 'bioner-bench/score@1',
      passages: 2,
      documents: null,
      scores: [
        {
          convention: { unit: 'token', decoding: { matching: 'conlleval' }, span: 'exact' },
          micro: byConlleval,
          macro: { precision: 3 / 4, recall: 3 / 4, f1: 3 / 4 },
          weighted: { precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 },
          types: {
            Chemical: { tp: 1, fp: 0, fn: 0, precision: 1, recall: 1, f1: 1, support: 1 },
            Disease: { tp: 1, fp: 1, fn: 1, precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, support: 2 },
          },
          balance: {
            gold: 3,
            scored: 3,
            truncated: 0,
            misaligned: 0,
            nested: 0,
            discontinuous: 0,
            duplicate: 0,
            illFormed: 0,
          },
        },
        {
          convention: { unit: 'token', decoding: { matching: 'strict', scheme: 'IOB2' }, span: 'exact' },
          micro: byStrictIob2,
          types: { Disease: { tp: 0, fp: 1, fn: 2, precision: 0, recall: 0, f1: 0, support: 2 } },
        },
      ],
    })
    expect(Object.keys(json)).toEqual(['format', 'passages', 'documents', 'scores'])
    expect(Object.keys(json.scores[0])).toEqual([
      'signature',
      'convention',
      'micro',
      'macro',
      'weighted',
      'types',
      'balance',
    ])
    expect(json.scores[0].signature).toContain('conlleval')
    const [low, high] = json.scores[0].micro.f1Interval
    expect([low <= 2 / 3, high >= 2 / 3, low >= 0, high <= 1]).toEqual([true, true, true, true])
  })

  test('is the same for two files, three columns, tags in jsonl and standard input', async () => {
    const expected = await scoresOf(gold, predicted)
    expect(await scoresOf(fixture('columns.txt'))).toEqual(expected)
    expect(await scoresOf(fixture('tags.jsonl'))).toEqual(expected)
    const piped =
      'Aspirin B-Chemical\ncauses O\nReye I-Disease\nsyndrome I-Disease\n. O\n\nNo O\ncolon O\ncancer B-Disease\n. O\n'
    expect(JSON.parse((await runScore([gold, '-', '--json'], piped)).stdout)).toEqual(expected)
  })

  test('one convention is named by --matching and --scheme; a scheme alone stands beside conlleval', async () => {
    const micro = async (...flags: string[]) =>
      (await scoresOf(gold, predicted, ...flags)).scores.map((score: { micro: object }) => score.micro)
    expect(await micro('--matching', 'conlleval')).toMatchObject([byConlleval])
    expect(await micro('--matching', 'strict', '--scheme', 'IOB2')).toMatchObject([byStrictIob2])
    expect(await micro('--scheme', 'IOB2')).toMatchObject([byConlleval, byStrictIob2])
    expect(await micro('--scheme', 'IOBES')).toMatchObject([
      byConlleval,
      { tp: 0, fp: 0, fn: 0, f1: null, f1Interval: null },
    ])
  })

  test('--all-conventions prints every convention that can read the tags, and the spread', async () => {
    const { stdout, stderr } = await runScore([gold, predicted, '--all-conventions', '--json'])
    const { scores, spread } = JSON.parse(stdout)
    expect(scores).toHaveLength(15)
    expect(new Set(scores.map((score: { signature: string }) => score.signature)).size).toBe(15)
    expect(scores[0].micro).toMatchObject(byConlleval)
    expect(spread).toMatchObject({ highest: { f1: 1, signature: expect.stringContaining('conlleval|span:relaxed') } })
    expect(stderr).toBe('bioner-bench: left out, as they cannot read every tag: strict IOE1, IOE2\n')
  })

  test('intervals draw documents where they are known, and are the same with the same seed', async () => {
    const documents = temporaryFile('documents.tsv', 'pmid\tsentences\n7\t1\n8\t1\n')
    const known = await scoresOf(gold, predicted, '--documents', documents)
    expect(known.documents).toBe(2)
    expect(await scoresOf(gold, predicted, '--documents', documents)).toEqual(known)
    const marked = temporaryFile('marked.txt', '-DOCSTART- O O\n\na B-X B-X\n\nb B-X O\n\n-DOCSTART- O O\n\nc O O\n')
    expect(await scoresOf(marked)).toMatchObject({ passages: 3, documents: 2 })
  })

  test('types are data, whatever they are called', async () => {
    const names = ['__proto__', 'constructor', '0', 'a-b', '病気']
    const text = names.map(name => `x\tB-${name}\n`).join('')
    const json = await scoresOf(temporaryFile('g.tsv', text), temporaryFile('p.tsv', text))
    expect(
      Object.entries(json.scores[0].types)
        .map(([name]) => name)
        .sort(),
    ).toEqual([...names].sort())
    expect(json.scores[0].micro).toMatchObject({ tp: 5, fp: 0, fn: 0 })
  })

  test('nothing to find and nothing found is null, not 0', async () => {
    const { scores } = await scoresOf(temporaryFile('g.txt', 'a O O\n'))
    expect(scores[0]).toMatchObject({
      micro: { tp: 0, precision: null, recall: null, f1: null, f1Interval: null },
      macro: { f1: null },
      types: {},
    })
  })
})

describe('score', () => {
  test('prints a table with both conventions, interval, balance and signatures', async () => {
    const { exitCode, stdout, stderr } = await runScore([gold, predicted])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^ +conlleval +strict IOB2\n +P +R +F1 +support +P +R +F1 +support\n/)
    expect(stdout).toMatch(/\nChemical +100\.00 +100\.00 +100\.00 +1 +100\.00 +100\.00 +100\.00 +1\n/)
    expect(stdout).toMatch(/\nmicro +66\.67 +66\.67 +66\.67 +3 +50\.00 +33\.33 +40\.00 +3\n/)
    expect(stdout).toContain('gold balance: 3 mentions = 3 scored\n')
    expect(stdout).toMatch(
      /\nsignature: unit:token\|decode:conlleval\|.*\nsignature: unit:token\|decode:strict-IOB2\|.*\n$/,
    )
  })

  test('--digits sets the decimals', async () => {
    expect((await runScore([gold, predicted, '--digits', '4'])).stdout).toContain('66.6667')
    expect((await runScore([gold, predicted, '--digits', '0'])).stdout).toMatch(/\nmicro +67 +67 +67 +3 /)
  })

  test('--all-conventions prints a list and the spread between them', async () => {
    const { stdout } = await runScore([gold, predicted, '--all-conventions', '--quiet'])
    expect(stdout).toMatch(/\nstrict IOB2, span-only +\d/)
    expect(stdout).toMatch(
      /\nspread of micro-F1: [\d.]+ points\n {2}lowest .*\n {2}highest +100\.00 {2}conlleval, relaxed\n/,
    )
  })

  test('a type cannot break the table', async () => {
    const file = temporaryFile('g.txt', `a B-\u202ex\u001b[31m B-${'y'.repeat(300)}\n`)
    const { stdout } = await runScore([file])
    expect(stdout).toContain('⟨U+202E⟩x⟨U+001B⟩[31m')
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThan(130)
  })

  test('where strict IOB2 cannot read the tags it is left out, and stderr says why and what to do', async () => {
    const file = temporaryFile('iobes.txt', 'a S-X S-X\nb B-X O\nc E-X O\n')
    const { exitCode, stdout, stderr } = await runScore([file])
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('IOB2')
    expect(stderr).toMatch(
      /^bioner-bench: strict IOB2 is left out: .*iobes\.txt:1: "S-X" is neither O nor a tag of IOB2 .*; try --scheme IOBES\n$/,
    )
    expect((await runScore([file, '--quiet'])).stderr).toBe('')
    expect((await runScore([file, '--matching', 'strict', '--scheme', 'IOBES'])).stderr).toBe('')
  })

  test('help explains formats and gives examples', async () => {
    const { exitCode, stdout } = await runScore(['--help'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Examples:\n  bioner-bench score gold.tsv predicted.tsv\n')
  })
})
