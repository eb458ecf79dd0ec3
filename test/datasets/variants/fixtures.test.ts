import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import type { ParsedCorpus, Source, Split } from '../../../src/core/corpus.ts'
import { sourceOf } from '../source.ts'
import { find } from './load.ts'

/** Files written by hand from the documented layout of corpora of which only samples could be had. */
const parse = (
  reference: string,
  split: Split,
  parts: readonly (readonly Source[])[],
): Promise<ParsedCorpus> | ParsedCorpus => find(reference).variant.parse(parts, split)

describe('BC4CHEMD', () => {
  const abstracts = sourceOf(
    '21826085\tDHA in fish\tMercury and MeHg.\n22080034\tNo chemical\tNone.\n',
    'training.abstracts.txt',
  )
  const annotations = sourceOf(
    '21826085\tT\t0\t3\tDHA\tABBREVIATION\n21826085\tA\t0\t7\tMercury\tTRIVIAL\n21826085\tA\t12\t16\tMeHg\tFORMULA\n',
    'training.annotations.txt',
  )

  test('mtl: tab separated, B-Chemical', async () => {
    const conll = sourceOf(
      'docosahexaenoic\tB-Chemical\nacid\tI-Chemical\nand\tO\nmethylmercury\tB-Chemical\n\n',
      'test.tsv',
    )
    const { passages } = await parse('bc4chemd@mtl', 'test', [[conll]])
    expect(passages.map(({ id, document, mentions }) => [id, document, mentions.length])).toEqual([['test.1', null, 2]])
  })

  test('original: classes; collapsed: one type', async () => {
    const { passages } = await parse('bc4chemd@original', 'train', [[abstracts], [annotations]])
    expect(passages[0]?.mentions.map(({ start, end, type }) => [start, end, type])).toEqual([
      ...[
        [0, 3, 'ABBREVIATION'],
        [12, 19, 'TRIVIAL'],
        [24, 28, 'FORMULA'],
      ],
    ])
    const collapsed = await parse('bc4chemd@original-collapsed', 'train', [[abstracts], [annotations]])
    expect(collapsed.passages[0]?.mentions.map(({ type }) => type)).toEqual(['Chemical', 'Chemical', 'Chemical'])
  })

  test('huner: documents of all three sets, by the list', async () => {
    const empty = [sourceOf('1\tA\tB.\n', 'a.txt'), sourceOf('', 'b.txt')]
    const [a, b] = empty as [Source, Source]
    const list = sourceOf('\r\n22080034\r\n1\r\n', 'chemdner.train')
    const { passages } = await parse('bc4chemd@huner', 'train', [
      [abstracts],
      [annotations],
      [a],
      [b],
      [sourceOf('2\tC\tD.\n')],
      [b],
      [list],
    ])
    expect(passages.map(({ id }) => id)).toEqual(['22080034', '1'])
  })

  test('bioc: indexing terms and empty annotations are no mentions', async () => {
    const annotation = (type: string, text: string) =>
      `<annotation id="1"><infon key="type">${type}</infon><location offset="0" length="${text.length}"/><text>${text}</text></annotation>`
    const xml =
      '<collection><document><id>7</id><passage><offset>0</offset><text>DHA in fish</text>' +
      `${annotation('ABBREVIATION', 'DHA')}${annotation('MeSH_Indexing_Chemical', '')}${annotation('TRIVIAL', '')}` +
      '</passage></document></collection>'
    const { passages, notes } = await parse('bc4chemd@bioc', 'train', [[sourceOf(xml, 'x.BioC.xml')]])
    expect(passages[0]?.mentions).toEqual([{ start: 0, end: 3, type: 'Chemical' }])
    expect(notes.remarks).toContainEqual(expect.objectContaining({ kind: 'skipped-annotations', count: 2 }))
  })
})

test('JNLPBA huner: abstracts of the official training set by the list, genes and cell lines alone', async () => {
  const train = sourceOf(
    '###MEDLINE:95369245\n\nIL-2\tB-DNA\ngene\tI-DNA\n\n###MEDLINE:93024383\n\nNF-kappa\tB-protein\nB\tI-protein\nin\tO\n' +
      'HeLa\tB-cell_line\nT\tB-cell_type\n\n',
    'Genia4ERtask2.iob2',
  )
  const { passages, notes } = await parse('jnlpba@huner', 'train', [[train], [sourceOf('93024383\r\n')]])
  expect(passages.map(({ id, document, tags }) => [id, document, tags?.join(' ')])).toEqual([
    ['93024383.1', '93024383', 'B-Gene I-Gene O B-CellLine O'],
  ])
  expect(notes.remarks).toMatchObject([{ kind: 'skipped-annotations', count: 1 }])
  const official = await parse('jnlpba@official', 'train', [[train]])
  expect(official.passages.map(({ id }) => id)).toEqual(['95369245.1', '93024383.1'])
})

describe('GELLUS', () => {
  const file = sourceOf(
    'O\t0\t2\tIn\tin\tIN\tB-PP\nB-Cell-line-name\t3\t6\tMCF\tMCF\tNN\tB-NP\nI-Cell-line-name\t6\t7\t-\t-\tHYPH\tI-NP\n' +
      'I-Cell-line-name\t7\t8\t7\t7\tCD\tI-NP\nB-Cell\t9\t14\tcells\tcell\tNNS\tI-NP\n\n\n',
    'gellus/nersuite/train/PMID-1.nersuite',
  )

  test('nersuite: cell line names are kept, other types left out and counted', async () => {
    const { passages, notes } = await parse('gellus@nersuite', 'train', [[file]])
    expect(passages).toMatchObject([{ id: 'PMID-1.1', document: 'PMID-1', text: 'In MCF-7 cells' }])
    expect(passages[0]?.mentions).toEqual([{ start: 3, end: 8, type: 'Cell-line-name' }])
    expect(passages[0]?.tags).toEqual(['O', 'B-Cell-line-name', 'I-Cell-line-name', 'I-Cell-line-name', 'O'])
    expect(notes.remarks).toMatchObject([{ kind: 'skipped-annotations', count: 1 }])
  })

  test('huner: the three folders, by the list, as CellLine', async () => {
    const other = { ...file, name: 'gellus/nersuite/test/PMID-2.nersuite' }
    const { passages } = await parse('gellus@huner', 'test', [[file], [], [other], [sourceOf('PMID-2\r\n')]])
    expect(passages.map(({ id, mentions }) => [id, mentions[0]?.type])).toEqual([['PMID-2.1', 'CellLine']])
    expect(passages[0]?.tags?.[1]).toBe('B-CellLine')
  })

  test('brat: the same in standoff', async () => {
    const text = sourceOf('In MCF-7 cells', 'a/PMID-1.txt')
    const annotations = sourceOf('T1\tCell-line-name 3 8\tMCF-7\n', 'a/PMID-1.ann')
    const { passages } = await parse('gellus@brat', 'train', [[text, annotations]])
    expect(passages[0]?.mentions).toEqual([{ start: 3, end: 8, type: 'Cell-line-name' }])
  })
})

describe('FSU-PRGE', () => {
  const project = (name: string, pmid: string): Source[] => {
    const below = `fsu/mmax2/sub/mmax/${name}`
    const words = ['IL', '2', 'and', 'IL', '4', '.']
      .map((word, i) => `<word id="word_${i + 1}">${word}</word>`)
      .join('')
    return [
      sourceOf(`${pmid}\n`, `${below}/Basedata.uri`),
      sourceOf(`<words>${words}</words>`, `${below}/Basedata/Basedata.xml`),
      sourceOf(
        '<markables xmlns="www.eml.org/NameSpaces/sentence"><markable id="markable_1" span="word_1..word_6"/></markables>',
        `${below}/Markables/sentence.xml`,
      ),
      sourceOf(
        '<markables xmlns="www.eml.org/NameSpaces/proteins">' +
          '<markable id="markable_2" span="word_1..word_2" proteins="protein"/>' +
          '<markable id="markable_3" span="word_4,word_5" proteins="protein_familiy_or_group"/></markables>',
        `${below}/Markables/proteins.xml`,
      ),
    ]
  }

  test('mmax2: a broken project is left out and named', async () => {
    const broken = project('b', '11').slice(0, 2)
    const { passages, notes } = await parse('fsu@mmax2', 'test', [[...project('a', '10'), ...broken]])
    expect(passages).toMatchObject([{ id: '10.1', document: '10', text: 'IL 2 and IL 4 .' }])
    expect(passages[0]?.mentions.map(({ type }) => type)).toEqual(['protein', 'protein_familiy_or_group'])
    expect(notes.remarks.length).toBeGreaterThan(0)
  })

  test('huner: the documents of the list, all types being Gene', async () => {
    const { passages } = await parse('fsu@huner', 'dev', [
      [...project('a', '10'), ...project('b', '11')],
      [sourceOf('11\r\n')],
    ])
    expect(passages.map(({ document }) => document)).toEqual(['11'])
    expect(passages[0]?.mentions.map(({ type }) => type)).toEqual(['Gene', 'Gene'])
    expect(passages[0]?.tags).toEqual(['B-Gene', 'I-Gene', 'O', 'B-Gene', 'I-Gene', 'O'])
  })
})

describe('the Hub', () => {
  const parquet = (
    rows: readonly { readonly tokens: readonly string[]; readonly tags: readonly number[] }[],
    names: readonly string[],
  ) => {
    const list = (name: string, item: object) => [
      { name, repetition_type: 'OPTIONAL' as const, num_children: 1, converted_type: 'LIST' as const },
      { name: 'list', repetition_type: 'REPEATED' as const, num_children: 1 },
      { name: 'element', repetition_type: 'OPTIONAL' as const, ...item },
    ]
    const features = { ner_tags: { feature: { names, _type: 'ClassLabel' }, _type: 'Sequence' } }
    const written = parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 2 },
        ...list('tokens', { type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
        ...list('ner_tags', { type: 'INT64' }),
      ],
      columnData: [
        { name: 'tokens', data: rows.map(({ tokens }) => tokens) },
        { name: 'ner_tags', data: rows.map(({ tags }) => tags.map(BigInt)) },
      ],
      kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
    })
    return sourceOf(new Uint8Array(written), '0000.parquet')
  }
  const empty = { tokens: [], tags: [] }

  test('jnlpba: every sentence is there twice, and empty examples end both halves; it is read once', async () => {
    const rows = [{ tokens: ['IL-2', 'gene'], tags: [1, 2] }, { tokens: ['T', 'cells', '.'], tags: [7, 8, 0] }, empty]
    const kinds = ['DNA', 'RNA', 'cell_line', 'cell_type', 'protein']
    const names = ['O', ...kinds.flatMap(kind => [`B-${kind}`, `I-${kind}`])]
    const { passages, notes } = await parse('jnlpba@hub', 'test', [[parquet([...rows, ...rows], names)]])
    expect(passages.map(({ id, tags }) => [id, tags?.join(' ')])).toEqual([
      ['test.1', 'B-DNA I-DNA'],
      ['test.2', 'B-cell_type I-cell_type O'],
    ])
    expect(notes.remarks.map(({ kind }) => kind).sort()).toEqual(['doubled-examples', 'empty-examples'])
  })

  test('linnaeus: tags without a type get the one of the corpus', async () => {
    const { passages } = await parse('linnaeus@hub', 'dev', [
      [parquet([{ tokens: ['E.', 'coli', 'grew'], tags: [1, 2, 0] }, empty], ['O', 'B', 'I'])],
    ])
    expect(passages).toHaveLength(1)
    expect(passages[0]?.mentions).toEqual([{ start: 0, end: 7, type: 'Species' }])
    expect(passages[0]?.tags).toEqual(['B-Species', 'I-Species', 'O'])
  })
})
