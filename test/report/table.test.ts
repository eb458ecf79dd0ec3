import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderCellLine } from '../../src/report/cell-line.ts'
import { renderTable } from '../../src/report/table.ts'
import { gridLines, paragraphLines } from '../../src/report/terminal/grid.ts'
import { crossEvidence, fixturePriors, reportEvidence } from '../fixtures/report/evidence.ts'

const options = { priors: fixturePriors(), colours: false, width: 80 }
const table = renderTable(reportEvidence(), options)
const blockOf = (title: string) => table.split('\n\n').find(block => block.startsWith(title)) ?? ''

describe('the table of a run', () => {
  test('fits 80 columns and ends its lines without spaces', () => {
    const lines = table.split('\n')
    expect(lines.filter(line => [...line].length > 80)).toEqual([])
    expect(lines.filter(line => line.endsWith(' '))).toEqual([])
    expect(table.endsWith('\n') && !table.endsWith('\n\n')).toBe(true)
  })

  test('is this one', () => {
    expect(blockOf('NCBI-Disease')).toMatchInlineSnapshot(`
      "NCBI-Disease: test split of mtl, 15 sentences of 6 documents, 26 mentions
                      conlleval                         strict IOB2
                             F1       95 %     P     R           F1       95 %
        small-tagger       77.8  55.8–92.3  75.0  80.8         75.5  55.8–89.8
        dictionary         59.1  39.0–82.4  72.2  50.0         59.1  39.0–82.4
        comparable (conlleval): BioBERT (BLURB rerun) 89.13, KeBioLM 89.1,
          BioLinkBERT-large 88.76, BioBERT-base v1.1 (biobert-pytorch) 88.3 and 4 more
        not comparable: OpenMed NER (best model) 91.1 (split claimed but not
          verifiable; scorer not stated)
        not comparable: BioNerFlair 91.1, BioBERT v1.1 89.71, SpanModel +
          SequenceLabelingModel 89.6, SciFive-Base 89.39 and 4 more (split and scorer
          not stated)
        not comparable: BiLSTM transfer (Giorgi & Bader) 87.66 (cross-validation over
          the whole corpus, not the test split)"
    `)
    expect(table.split('\n\n').at(-1)).toMatchInlineSnapshot(`
      "p99 of latency: withheld, needs 459 samples, has 300
      Energy and CO2e for 1,000 passages: estimated
      Energy: not available, no counter can be read <here>
      CO2e: 242 g/kWh (EU, 2023, Ember); inference only, power usage effectiveness 1
      CO2e: not available, energy is not known
      "
    `)
  })

  test('says of a skipped run that it was, and why', () => {
    expect(blockOf('Cell lines <i>').split('\n').slice(1)).toEqual([
      '  dictionary skipped: dictionary: <cells> has no training split',
    ])
  })

  test('says of a failed run why, and of a partial one how much it read', () => {
    expect(blockOf('BC5CDR-Chem')).toContain(
      'dictionary failed: dictionary: the training split of <bc5cdr-chem> is not',
    )
    expect(blockOf('Ward notes')).toContain('  * small-tagger read 6 of 8 passages: neither ranked nor compared')
  })

  test('has no colours unless they are wanted, and the same text with them', () => {
    expect(table.includes('\u001b')).toBe(false)
    const coloured = renderTable(reportEvidence(), { ...options, colours: true })
    expect(coloured.includes('\u001b[1m')).toBe(true)
    expect(stripVTControlCharacters(coloured).replace(/ +$/gm, '') === table).toBe(true)
  })
})

describe('many corpora', () => {
  test('are seen together first', () => {
    expect(blockOf('  F1 ')).toMatchInlineSnapshot(`
      "  F1              small-tagger  dictionary
        NCBI-Disease            77.8        59.1
        BC5CDR-Chem             80.0      failed
        Ward notes <b>        * 75.0        46.2
        Cell lines <i>             –     skipped"
    `)
  })

  test('of a matrix are numbered columns, in as many blocks as the width needs', () => {
    const crossed = renderTable(crossEvidence(), options)
    expect(crossed).toMatchInlineSnapshot(`
      "Tested on the corpus that it was trained on, a tagger reaches F1 0.0 to 59.1; on
      another one 59.1, in the types that both sides have, over 1 pair of tagger and
      corpus.

      Trained on (rows) × tested on (columns), F1 in the types that both have
      tested on: 1 NCBI-Disease, 2 BC5CDR-Chem

                          1     2
        NCBI-Disease   59.1*    –
        <BC5CDR-Chem>  59.1   0.0*

      * on its own corpus   – no type in common   ! failed
      "
    `)
    const wide = Array.from({ length: 14 }, (_, index) =>
      crossEvidence().map(({ record, ...evidence }) => {
        const corpus = { ...record.corpus, id: `${record.corpus.id}-${index}`, title: `Corpus ${index}` }
        return { ...evidence, record: { ...record, corpus } as typeof record }
      }),
    ).flat()
    const lines = renderTable(wide, options).split('\n')
    expect(lines.filter(line => [...line].length > 80)).toEqual([])
    expect(lines.filter(line => /^ +\d+( +\d+)+$/.test(line))).toHaveLength(4)
  })
})

describe('one line for a finished cell', () => {
  test('score and speed, part or failure', () => {
    expect(reportEvidence().map(renderCellLine)).toMatchInlineSnapshot(`
      [
        "small-tagger on NCBI-Disease (mtl): F1 77.8 (conlleval), 125 passages/s in 120 ms",
        "small-tagger on BC5CDR-Chem (mtl): F1 80.0 (conlleval), 125 passages/s in 120 ms",
        "small-tagger on Ward notes <b> (mtl): F1 75.0 (conlleval, 6 of 8 passages), 125 passages/s in 120 ms",
        "dictionary on NCBI-Disease (mtl): F1 59.1 (conlleval), 125 passages/s in 120 ms",
        "dictionary on BC5CDR-Chem (mtl): failed, dictionary: the training split of <bc5cdr-chem> is not at hand",
        "dictionary on Ward notes <b> (mtl): F1 46.2 (conlleval), 125 passages/s in 120 ms",
        "dictionary on Cell lines <i> (mtl): skipped, dictionary: <cells> has no training split",
        "dictionary · NCBI-Disease on NCBI-Disease (mtl): F1 59.1 (conlleval, in Disease), 125 passages/s in 120 ms",
        "dictionary · NCBI-Disease on BC5CDR-Chem (mtl): skipped, says <Disease>: no type in common",
        "dictionary · <BC5CDR-Chem> on NCBI-Disease (mtl): F1 59.1 (conlleval, in Disease), 125 passages/s in 120 ms",
        "dictionary · <BC5CDR-Chem> on BC5CDR-Chem (mtl): F1 0.0 (conlleval, in Chemical), 125 passages/s in 120 ms",
      ]
    `)
  })
})

describe('text in columns', () => {
  test('the first column is cut where the row would be too wide', () => {
    expect(
      gridLines(
        [
          ['a-very-long-name', '1.0', '22'],
          ['b', '10.0', '3'],
        ],
        20,
      ),
    ).toEqual(['  a-very-l…   1.0  22', '  b         10.0   3'].map(line => line.replace('a-very-l…', 'a-very-…')))
  })

  test('a paragraph is broken between words, never longer than asked unless one word is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }).filter(word => !word.includes(' ')),
        ),
        words => {
          const lines = paragraphLines(words.join(' '), { first: 2, rest: 4 }, 30)
          for (const line of lines) expect(line.length <= 30 || !line.trim().includes(' ')).toBe(true)
          expect(
            lines
              .join(' ')
              .split(/ +/)
              .filter(word => word !== ''),
          ).toEqual(words)
        },
      ),
    )
  })
})
