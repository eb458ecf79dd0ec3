import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runScore } from '../score-command.ts'
import { runDatasets, temporaryFolder } from './datasets-command.ts'

const gold = `1|t|Café ileus
1|a|and breast and ovarian cancer.
1\t5\t10\tileus\tDisease\tD045823
1\t15\t40\tbreast and ovarian cancer\tDisease\tD001943|D010051
1\t26\t40\tovarian cancer\tDisease\tD010051

2|t|Nothing
2|a|here

`
const predicted = `1|t|Café ileus
1|a|and breast and ovarian cancer.
1\t5\t10\tileus\tDisease
1\t15\t21\tbreast\tDisease

2|t|Nothing
2|a|here
2\t0\t7\tNothing\tDisease

`

describe('datasets convert', () => {
  test('through every format of offsets, the mentions and scores stay what they are', async () => {
    const folder = temporaryFolder()
    const at = (name: string) => join(folder, name)
    writeFileSync(at('gold.pubtator'), gold)
    writeFileSync(at('pred.pubtator'), predicted)
    const scoreOf = async (ending: string) => {
      const { stdout } = await runScore([at(`gold${ending}`), at(`pred${ending}`), '--json'])
      return JSON.parse(stdout).scores.map(({ micro, balance }: { micro: object; balance: object }) => ({
        micro,
        balance,
      }))
    }
    const first = await scoreOf('.pubtator')
    expect(first[0]).toMatchObject({ micro: { tp: 1, fp: 2, fn: 2 }, balance: { gold: 3, scored: 3, nested: 0 } })
    const chain = ['.pubtator', '.brat', '.xml', '.json', '.jsonl', '.chemdner', '.again.pubtator'] as const
    for (const [index, ending] of chain.slice(1).entries()) {
      for (const side of ['gold', 'pred']) {
        const to = ending === '.brat' ? ['--to', 'brat'] : ending === '.chemdner' ? ['--to', 'chemdner'] : []
        const converted = await runDatasets(['convert', at(`${side}${chain[index]}`), at(`${side}${ending}`), ...to])
        expect(converted, converted.stderr).toMatchObject({ exitCode: 0 })
      }
      expect(await scoreOf(ending), ending).toEqual(first)
    }
    const mixed = await runScore([at('gold.xml'), at('pred.jsonl'), '--json'])
    expect(JSON.parse(mixed.stdout).scores[0].micro, 'two formats').toEqual(first[0].micro)
    // Where a title ends is said by none of the formats in between; the text and every offset are what they were.
    const mentionsIn = (text: string) => text.match(/^\d+\t\d+\t\d+\t[^\t\n]*\tDisease/gm)
    expect(mentionsIn(readFileSync(at('gold.again.pubtator'), 'utf8'))).toEqual(mentionsIn(gold))
  })

  test('writes a registered corpus, and reads it back', async () => {
    const path = join(temporaryFolder(), 'test.conll')
    const { exitCode, stdout } = await runDatasets(['convert', 'ncbi-disease', path, '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ written: 'conll', passages: 940, mentions: 960 })
    const checked = await runDatasets(['check', path])
    expect(checked.stdout).toContain('100 documents, 940 sentences, 24,497 tokens, 960 mentions (Disease 960)')
  })

  test('refuses what the format cannot say, and writes nothing', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'gold.pubtator'), gold)
    const { exitCode, stderr } = await runDatasets([
      'convert',
      join(folder, 'gold.pubtator'),
      join(folder, 'gold.conll'),
    ])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/passage "1" cannot be written as CoNLL: it has no tokens; .*--tokenise/)
    expect(() => readFileSync(join(folder, 'gold.conll'))).toThrow('ENOENT')
  })

  test('cuts documents into words on request, and counts what tags cannot say', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'gold.pubtator'), gold)
    const { exitCode, stderr } = await runDatasets([
      ...['convert', join(folder, 'gold.pubtator'), join(folder, 'gold.conll'), '--tokenise'],
    ])
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/3 mentions, of which tags say 2: 1 nested/)
    expect(readFileSync(join(folder, 'gold.conll'), 'utf8')).toContain('ovarian\tB-Disease\ncancer\tI-Disease\n')
  })

  test('an ending that says no format, and a format that nobody writes, are refused', async () => {
    const named = await runDatasets(['convert', 'ncbi-disease', '/tmp/x.docx'])
    expect(named).toMatchObject({ exitCode: 2, stdout: '' })
    expect(named.stderr).toMatch(/x\.docx: its name does not say a format; add --to, one of conll, /)
    expect((await runDatasets(['convert', 'ncbi-disease', 'x', '--to', 's800'])).exitCode).toBe(2)
  })
})
