import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { accuracyScore } from '../../../src/eval/seqeval/accuracy-score.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { type Answers, expectAnswers, expectClose } from './score-vectors.ts'

interface Expected {
  readonly sentences: number
  readonly tokens: number
  readonly sha256: string
  readonly accuracy: number
  readonly lenient: Answers
  readonly strict: { readonly IOB2: Answers }
}

const files = ['ncbi-disease', 'bc5cdr', 'jnlpba'].flatMap(corpus => [`${corpus}.low.tsv.gz`, `${corpus}.high.tsv.gz`])

for (const file of files) {
  whenShared(`${file}: real gold with noise`, () => {
    const folder = sharedPath('oracles', 'scoring', 'real')
    const expected = (JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Record<string, Expected>)[file]
    const bytes = gunzipSync(readFileSync(`${folder}/${file}`))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(expected?.sha256)
    if (expected === undefined) return

    const sentences = bytes.toString('utf8').trimEnd().split('\n\n')
    const rows = sentences.map(sentence => sentence.split('\n').map(line => line.split('\t')))
    const gold = rows.map(lines => lines.map(fields => fields[1] ?? ''))
    const pred = rows.map(lines => lines.map(fields => fields[2] ?? ''))
    expect([gold.length, gold.flat().length]).toEqual([expected.sentences, expected.tokens])

    expectClose(accuracyScore(gold, pred), expected.accuracy)
    expectAnswers({ gold, pred }, { zeroDivision: 'warn' }, expected.lenient)
    expectAnswers({ gold, pred }, { mode: 'strict', scheme: 'IOB2', zeroDivision: 'warn' }, expected.strict.IOB2)
  })
}
