import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fixture, runScore, temporaryFile } from './score-command.ts'

const gold = fixture('gold.tsv')
const predicted = fixture('pred.tsv')

/** What stderr says in its one line, paths cut to the name of the file. */
async function refusalOf(args: readonly string[], stdin = ''): Promise<string> {
  const { exitCode, stdout, stderr } = await runScore(args, stdin)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(/^[^\n]+\n$/)
  return stderr
    .trimEnd()
    .replace(/^bioner-bench: /, '')
    .replaceAll(/\/[^\s:]*\//g, '')
}

describe('files that are refused, with nothing on stdout', () => {
  const lines = (text: string) => temporaryFile('p.tsv', text)
  const goldText = 'Aspirin\tO\ncauses\tO\nReye\tO\nsyndrome\tO\n.\tO\n\nNo\tO\ncolon\tO\ncancer\tO\n.\tO\n'

  test('missing', async () => {
    expect(await refusalOf([gold, '/nowhere/p.tsv'])).toBe('p.tsv: no such file')
    expect(await refusalOf([`${gold}/x`, predicted])).toBe('x: no such file')
  })

  test('a folder', async () => {
    const folder = `${dirname(temporaryFile('x', ''))}/corpus`
    mkdirSync(folder)
    expect(await refusalOf([gold, folder])).toBe('corpus: no file in this folder')
  })

  test('empty', async () => {
    expect(await refusalOf([temporaryFile('g.tsv', ''), predicted])).toBe('g.tsv: the file is empty')
    expect(await refusalOf([gold, lines('\n\n')])).toBe('p.tsv: the file holds no sentence')
    expect(await refusalOf([gold, '-'])).toBe('standard input: the file is empty')
  })

  test('a sentence of another length, naming the sentence and the line in both files', async () => {
    expect(await refusalOf([gold, lines(goldText.replace('cancer\tO\n.\tO\n', 'cancer\tO\n'))])).toBe(
      'gold.tsv:7: sentence 2 has 4 tokens here, but 3 in p.tsv:7; gold and prediction must have the same length',
    )
  })

  test('another number of sentences', async () => {
    expect(await refusalOf([gold, lines(goldText.slice(0, goldText.indexOf('\n\n') + 1))])).toMatch(
      /^gold\.tsv:7: sentence 2 begins here, but p\.tsv ends after 1 sentence/,
    )
  })

  test('another token', async () => {
    expect(await refusalOf([gold, lines(goldText.replace('colon', 'Colon'))])).toBe(
      'gold.tsv:8: token 2 of sentence 2 is "colon", but "Colon" in p.tsv:8; both files must have the same tokens',
    )
  })

  test('a tag that is neither O nor in the alphabet, with file, line and tag', async () => {
    const foreign = lines(goldText.replace('colon\tO', 'colon\tX-Disease'))
    expect(await refusalOf([gold, foreign])).toBe(
      'p.tsv:8: "X-Disease" is neither O nor a tag of conlleval matching (B I E S, alone or as in B-Disease)',
    )
    expect(await refusalOf([gold, foreign, '--all-conventions'])).toMatch(/^p\.tsv:8: "X-Disease"/)
    expect(await refusalOf([gold, predicted, '--matching', 'strict', '--scheme', 'IOE2'])).toMatch(
      /^gold\.tsv:1: "B-Chemical" is neither O nor a tag of IOE2/,
    )
    expect(await refusalOf([gold, lines(goldText.replace('.\tO\n\n', '.\tU-X\n\n'))])).toMatch(/^p\.tsv:5: .*BILOU/)
    const long = await refusalOf([gold, lines(goldText.replace('colon\tO', `colon\t${'X'.repeat(1000)}`))])
    expect(long.length).toBeLessThan(200)
    const tags = temporaryFile('t.jsonl', '{"gold":["O"],"pred":["O"]}\n{"gold":["O","O"],"pred":["O","o"]}\n')
    expect(await refusalOf([tags])).toMatch(/^t\.jsonl:2: "o" is neither O nor a tag/)
  })

  test('a line over 1 MB', async () => {
    expect(await refusalOf([gold, lines(`a\tO\n${'b'.repeat(1_000_000)}\tO\n`)])).toBe(
      'p.tsv:2: a line of 1000002 bytes; at most 1000000 are read',
    )
  })

  test('not UTF-8', async () => {
    expect(await refusalOf([gold, temporaryFile('p.tsv', Uint8Array.of(0x61, 9, 0x4f, 10, 0xe9, 9, 0x4f, 10))])).toBe(
      'p.tsv:2: not valid UTF-8; save the file as UTF-8',
    )
  })

  test('duplicated and missing ids', async () => {
    const jsonl = (...ids: string[]) =>
      temporaryFile('p.jsonl', ids.map(id => `${JSON.stringify({ id, mentions: [] })}\n`).join(''))
    const goldMentions = fixture('gold.jsonl')
    expect(await refusalOf([goldMentions, jsonl('a', 'b', 'a')])).toBe('p.jsonl:3: id "a" is already that of line 1')
    expect(await refusalOf([goldMentions, jsonl('a')])).toMatch(/^p\.jsonl: no line for id "b" of gold\.jsonl:2; /)
    expect(await refusalOf([goldMentions, jsonl('a', 'b', 'c')])).toBe('p.jsonl:3: id "c" is not in gold.jsonl')
    expect(await refusalOf([goldMentions, temporaryFile('p.jsonl', '{"mentions":[]}')])).toMatch(
      /^p\.jsonl:1: id: every passage needs one/,
    )
  })

  test('a cut-off archive', async () => {
    const bytes = gzipSync(goldText)
    expect(await refusalOf([gold, temporaryFile('p.tsv.gz', bytes.subarray(0, 30))])).toMatch(
      /^p\.tsv\.gz: begins like a gzip file/,
    )
    expect((await runScore([gold, temporaryFile('p.tsv.gz', bytes), '--json'])).exitCode).toBe(0)
  })

  test('documents that are not those of the file', async () => {
    const documents = temporaryFile('d.tsv', 'pmid\tsentences\n7\t3\n')
    expect(await refusalOf([gold, predicted, '--documents', documents])).toBe(
      'd.tsv: documents of 3 sentences in all, but there are 2 sentences',
    )
  })

  test('one file where two are needed', async () => {
    expect(await refusalOf([gold])).toMatch(/^gold\.tsv:1: .* needs a second file with the predictions$/)
  })
})

test('a byte-order mark and CRLF are read past, and stderr says so', async () => {
  const file = temporaryFile('g.tsv', '\ufeffa\tB-X\tB-X\r\n')
  const { exitCode, stdout, stderr } = await runScore([file, '--json'])
  expect({ exitCode, tp: JSON.parse(stdout).scores[1].micro.tp }).toEqual({ exitCode: 0, tp: 1 })
  expect(stderr).toBe(
    'bioner-bench: a byte-order mark was passed over\nbioner-bench: lines end in CRLF; they are read like LF\n',
  )
})

describe('flags that are refused', () => {
  test('--matching strict without a scheme', async () => {
    expect(await refusalOf([gold, predicted, '--matching', 'strict'])).toMatch(/^--matching strict needs --scheme/)
  })

  test('flags that contradict each other', async () => {
    expect(await refusalOf([gold, predicted, '--matching', 'conlleval', '--scheme', 'IOB2'])).toMatch(
      /^--matching conlleval reads/,
    )
    expect(await refusalOf([gold, predicted, '--all-conventions', '--scheme', 'IOB2'])).toMatch(
      /^--all-conventions computes every/,
    )
    expect(await refusalOf(['-', '-'])).toBe('only one of the files can be standard input (-)')
  })

  test.each([
    [['--scheme', 'IOB'], /'--scheme <name>' argument 'IOB' is invalid\. .*IOB1, IOB2, .*; did you mean IOB1\?/],
    [['--scheme', 'ioBes'], /did you mean IOBES\?/],
    [['--matching', 'strct'], /did you mean strict\?/],
    [['--format', 'xml'], /It is one of conll, conll2003, jsonl, pubtator/],
    [['--offsets', 'bytes'], /did you mean byte\?/],
    [['--digits', '-1'], /It is a whole number up to 12\./],
    [['--seed', 'x'], /It is a whole number\./],
    [['--schema', 'IOB2'], /unknown option '--schema'\n\(Did you mean --scheme\?\)/],
  ])('%j', async (flags, message) => {
    const { exitCode, stdout, stderr } = await runScore([gold, predicted, ...flags])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n +at /)
  })

  test('no file at all', async () => {
    expect((await runScore([])).exitCode).toBe(2)
    expect((await runScore([gold, predicted, predicted])).exitCode).toBe(2)
  })
})
