import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import type { Decoding, Scheme } from '../../../../src/core/convention.ts'
import type { Source } from '../../../../src/core/corpus.ts'
import { parseConll } from '../../../../src/datasets/format/conll/conll.ts'
import { illFormedTags, refuseIllFormed } from '../../../../src/datasets/format/conll/ill-formed.ts'
import { readNersuite } from '../../../../src/datasets/format/conll/nersuite.ts'
import { countSplit } from '../../../../src/datasets/split/count-split.ts'
import { passagesOf } from '../../../../src/datasets/variant/passages.ts'
import { sharedPath, whenShared } from '../../../shared.ts'
import { refusalOf } from '../../source.ts'

/**
 * File, scheme, sentences, tokens, mentions as conlleval reads them, and mentions by type (`*`: not published by type).
 * The tables of SOURCES.md.
 */
const table = `
  bc5cdr/conll/train.tsv IOB2 4560 118170 9385 Chemical 5203 Disease 4182
  bc5cdr/conll/devel.tsv IOB2 4581 117453 9593 Chemical 5347 Disease 4246
  bc5cdr/conll/test.tsv IOB2 4797 124750 9809 Chemical 5385 Disease 4424
  bc5cdr/conll-iobes/test.tsv IOBES 4797 124750 9809 Chemical 5385 Disease 4424
  bc5cdr-chem/conll/train.tsv IOB2 4560 118170 5203 Chemical 5203
  bc5cdr-chem/conll/devel.tsv IOB2 4581 117453 5347 Chemical 5347
  bc5cdr-chem/conll/test.tsv IOB2 4797 124750 5385 Chemical 5385
  bc5cdr-chem/conll-iobes/test.tsv IOBES 4797 124750 5385 Chemical 5385
  bc5cdr-disease/conll/train.tsv IOB2 4560 118170 4182 Disease 4182
  bc5cdr-disease/conll/devel.tsv IOB2 4581 117453 4246 Disease 4246
  bc5cdr-disease/conll/test.tsv IOB2 4797 124750 4424 Disease 4424
  bc5cdr-disease/conll-iobes/test.tsv IOBES 4797 124750 4424 Disease 4424
  bc5cdr-chem/conll-biobert/test.tsv IOB2 4797 124750 5385 Chemical 5385
  bc5cdr-disease/conll-biobert/test.tsv IOB2 4797 124750 4424 Disease 4424
  bc5cdr/conll-scibert/test.txt IOB1 4139 98691 9662 Entity 9662
  ncbi-disease/conll/train.tsv IOB2 5424 135701 5134 Disease 5134
  ncbi-disease/conll/devel.tsv IOB2 923 23969 787 Disease 787
  ncbi-disease/conll/test.tsv IOB2 940 24497 960 Disease 960
  ncbi-disease/conll-spyysalo/train.tsv IOB2 5432 136086 5145 Disease 5145
  ncbi-disease/conll-spyysalo/devel.tsv IOB2 923 23969 787 Disease 787
  ncbi-disease/conll-spyysalo/test.tsv IOB2 940 24497 960 Disease 960
  ncbi-disease/conll-iobes/test.tsv IOBES 940 24497 960 Disease 960
  ncbi-disease/conll-scibert/test.txt IOB2 940 24497 960 Disease 960
  jnlpba/conll/devel.tsv IOB2 1739 47461 4551 DNA 1052 RNA 107 cell_line 400 cell_type 526 protein 2466
  jnlpba/conll/test.tsv IOB2 3856 101039 8662 DNA 1056 RNA 118 cell_line 500 cell_type 1921 protein 5067
  jnlpba/conll-bader/train.tsv IOB2 16807 445090 46750 CLLN 3430 CLTP 6192 DNA 8481 PRGE 27803 RNA 844
  jnlpba/conll-bader/valid.tsv IOB2 1739 47461 4551 CLLN 400 CLTP 526 DNA 1052 PRGE 2466 RNA 107
  jnlpba/conll-bader/test.tsv IOB2 3856 101039 8662 CLLN 500 CLTP 1921 DNA 1056 PRGE 5067 RNA 118
  jnlpba/original/test/Genia4EReval1.iob2 IOB2 3856 101039 8662 DNA 1056 RNA 118 cell_line 500 cell_type 1921 protein 5067
  jnlpba/original/test/Genia4EReval2.iob2 IOB2 3856 101039 8662 DNA 1056 RNA 118 cell_line 500 cell_type 1921 protein 5067
  jnlpba/original/train/sampletest1.iob2 IOB2 105 2800 203 DNA 6 RNA 15 cell_line 2 cell_type 56 protein 124
  jnlpba/original/train/sampletest2.iob2 IOB2 105 2800 203 DNA 6 RNA 15 cell_line 2 cell_type 56 protein 124
  jnlpba/conll-scibert/test.txt IOB2 3856 101039 8662 DNA 1056 RNA 118 cell_line 500 cell_type 1921 protein 5067
  jnlpba/conll-iobes/test.tsv IOBES 4243 101039 9105 DNA 1142 RNA 128 cell_line 540 cell_type 2041 protein 5254
  linnaeus/conll/train.tsv IOB2 11935 280960 2119 Species 2119
  linnaeus/conll/devel.tsv IOB2 4078 93815 711 Species 711
  linnaeus/conll/test.tsv IOB2 7142 164653 1433 Species 1433
  linnaeus/conll-biobert/train.tsv IOB2 11935 281273 2119 Species 2119
  linnaeus/conll-biobert/devel.tsv IOB2 4078 93877 711 Species 711
  linnaeus/conll-biobert/test.tsv IOB2 7142 165095 1433 Species 1433
  linnaeus/conll-iobes/test.tsv IOBES 7142 164653 1433 Species 1433
  s800/conll-biobert/train.tsv IOB2 5733 147291 2557 Species 2557
  s800/conll-biobert/devel.tsv IOB2 830 22217 384 Species 384
  s800/conll-biobert/test.tsv IOB2 1630 42298 767 Species 767
  s800/conll-bader/train.tsv IOB2 8193 211806 3708 LIVB 3708
  bc2gm/conll/train.tsv IOB2 12574 355405 15197 GENE 15197
  bc2gm/conll/devel.tsv IOB2 2519 71042 3061 GENE 3061
  bc2gm/conll/test.tsv IOB2 5038 143465 6325 GENE 6325
  bc2gm/conll-spyysalo/train.tsv IOB2 12500 355405 15197 GENE 15197
  bc2gm/conll-spyysalo/devel.tsv IOB2 2500 71042 3061 GENE 3061
  bc2gm/conll-spyysalo/test.tsv IOB2 5000 143465 6325 GENE 6325
  bc2gm/conll-iobes/test.tsv IOBES 5038 143465 6325 GENE 6325
  anatem/conll/train.tsv IOB2 5861 153823 6946 Anatomy 6946
  anatem/conll/devel.tsv IOB2 2118 58785 2139 Anatomy 2139
  anatem/conll/test.tsv IOB2 3830 99976 4616 Anatomy 4616
  anatem/conll-bader/train.tsv IOB2 5861 153823 6946 *
  anatem/conll-bader/valid.tsv IOB2 2118 58785 2139 *
  anatem/conll-bader/test.tsv IOB2 3830 99976 4616 Anatomical_system 39 Cancer 1117 Cell 1429 Cellular_component 285 Developing_anatomical_structure 35 Immaterial_anatomical_entity 96 Multi-tissue_structure 551 Organ 306 Organism_subdivision 111 Organism_substance 243 Pathological_formation 148 Tissue 256
  anatem/conll-iobes/test.tsv IOBES 3830 99976 4616 Anatomy 4616
  bionlp13cg/conll/train.tsv IOB2 3033 83467 10826 *
  bionlp13cg/conll/devel.tsv IOB2 1003 27599 3616 *
  bionlp13cg/conll/test.tsv IOB2 1906 52771 6881 Amino_acid 62 Anatomical_system 17 Cancer 924 Cell 1013 Cellular_component 180 Developing_anatomical_structure 17 Gene_or_gene_product 2520 Immaterial_anatomical_entity 31 Multi-tissue_structure 303 Organ 156 Organism 518 Organism_subdivision 39 Organism_substance 102 Pathological_formation 88 Simple_chemical 727 Tissue 184
  bionlp13cg/conll-iobes/test.tsv IOBES 1906 52771 6881 Amino_acid 62 Anatomical_system 17 Cancer 924 Cell 1013 Cellular_component 180 Developing_anatomical_structure 17 Gene_or_gene_product 2520 Immaterial_anatomical_entity 31 Multi-tissue_structure 303 Organ 156 Organism 518 Organism_subdivision 39 Organism_substance 102 Pathological_formation 88 Simple_chemical 727 Tissue 184
  fsu/sample-iob/17520163.iob IOB2 10 287 18 *
`
/** How often conlleval and a strict reader disagree, and the line of the first; in every other file they agree. */
const illFormed: ReadonlyMap<string, { readonly count: number; readonly line: number }> = new Map([
  // Mentions of several tokens begin with B-, also after O, where IOB1 has I-; those of one token are I-.
  ['bc5cdr/conll-scibert/test.txt', { count: 2 * 2227, line: 227 }],
  // Empty lines lie in the midst of mentions.
  ['jnlpba/conll-iobes/test.tsv', { count: 9105 - 8236, line: 132 }],
])
const rows = table
  .trim()
  .split('\n')
  .map(line => {
    const [path = '', scheme = '', sentences, tokens, mentions, ...types] = line.trim().split(' ')
    return { path, scheme: scheme as Scheme, counts: [sentences, tokens, mentions].map(Number), types }
  })

describe.each(rows)('$path', ({ path, scheme, counts, types }) => {
  const onlyType = path.includes('conll-biobert') ? types[0] : undefined
  const parse = () => parseConll(sourceAt(path), { columns: columnsOf(path), separator: 'tab' })
  const passages = (decoding: Decoding) =>
    passagesOf(parse(), { prefix: 'x', documents: null, types: null, decoding, ...(onlyType && { onlyType }) })

  whenShared('has the counts that were published', () => {
    const found = countSplit(passages({ matching: 'conlleval' }), 'sentence')
    expect([found.sentences, found.tokens, found.mentions]).toEqual(counts)
    if (types[0] === '*') return
    const stated = types.flatMap((type, index) => (index % 2 === 0 ? [[type, Number(types[index + 1])]] : []))
    expect(found.types).toEqual(Object.fromEntries(stated))
  })

  const known = illFormed.get(path)
  whenShared(known ? `is not well-formed ${scheme}, and can be refused` : `is well-formed ${scheme}`, () => {
    expect(illFormedTags(parse(), scheme)).toEqual(known ?? null)
    if (known === undefined) return
    const message = `${path}:${known.line}: not well-formed ${scheme}: .*, ${known.count} mentions are `
    expect(refusalOf(() => refuseIllFormed(parse(), scheme))).toMatch(RegExp(message))
  })
})

whenShared('every CoNLL file of the collection is in the table', () => {
  const files = readdirSync(sharedPath('datasets'), { recursive: true, encoding: 'utf8' })
  const conll = files.filter(path => /\/conll[^/]*\/[^/]+\.(tsv|txt)$|\.i?ob2?$/.test(path))
  expect(conll.sort()).toEqual(rows.map(({ path }) => path).sort())
})

describe('CLL', () => {
  const sourcesIn = (folder: string, ending: string) =>
    readdirSync(sharedPath('datasets', 'cll', folder))
      .filter(name => name.endsWith(ending))
      .map(name => sourceAt(`cll/${folder}/${name}`))

  whenShared('as NERsuite has documents of one sentence, with their own spaces', () => {
    const { passages } = readNersuite(sourcesIn('nersuite', '.nersuite'), {
      types: null,
      decoding: { matching: 'strict', scheme: 'IOB2' },
    })
    expect(countSplit(passages, 'sentence')).toEqual({
      ...{
        documents: 201,
        sentences: 201,
        tokens: 7682,
        mentions: 341,
        types: { CL: 341 },
        nested: 0,
        discontinuous: 0,
      },
    })
    for (const { document, text, mentions } of passages) {
      const original = readFileSync(sharedPath('datasets', 'cll', 'brat', `${document}.txt`), 'utf8')
      expect(original.trim()).toBe(text)
      expect(text).not.toMatch(/^\s|\s$/)
      for (const { start, end } of mentions) expect(text.slice(start, end)).toMatch(/^\S.*\S$/)
    }
  })

  whenShared('as its reversed CoNLL has as many mentions, but only 37 tokens that continue one', () => {
    const files = sourcesIn('conll', '.conll').map(source =>
      parseConll(source, { columns: 'tag-first', separator: 'tab' }),
    )
    const tags = files.flatMap(file => file.sentences.flatMap(sentence => sentence.tags))
    expect(tags).toHaveLength(7682)
    expect(tags.filter(tag => tag === 'B-CL')).toHaveLength(341)
    expect(tags.filter(tag => tag === 'I-CL')).toHaveLength(37)
  })
})

function columnsOf(path: string): 'tag' | 'tag-last' {
  return path.includes('conll-scibert') ? 'tag-last' : 'tag'
}

function sourceAt(path: string): Source {
  return { name: path, bytes: readFileSync(sharedPath('datasets', path)) }
}
