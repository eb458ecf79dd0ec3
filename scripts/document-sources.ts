import { join } from 'node:path'
import type { MapOptions, OriginalText } from './map-documents.ts'
import { folderTexts, listedTexts, medlineTexts, pubtatorTexts, speciesTexts } from './original-texts.ts'
import { transliterate } from './transliterate.ts'

/** A CoNLL file without borders between documents, and the texts they are found with. */
export interface DocumentMap extends MapOptions {
  readonly corpus: string
  /** Below the folder of the corpus. */
  readonly conll: string
  readonly texts: readonly OriginalText[]
  /** Where the texts are from. */
  readonly from: string
}

export function documentMaps(datasets: string): DocumentMap[] {
  const at = (...parts: string[]) => join(datasets, ...parts)
  return [
    ...['Training', 'Development', 'Test'].map((set, index) => {
      const file = `pubtator/CDR_${set}Set.PubTator.txt`
      const texts = pubtatorTexts(at('bc5cdr', file), 'every')
      return { corpus: 'bc5cdr', conll: `conll/${names[index]}.tsv`, texts, from: file }
    }),
    ...['train', 'develop', 'test'].map((set, index) => {
      const file = `original/NCBI${set}set_corpus.txt`
      const texts = pubtatorTexts(at('ncbi-disease', file), 'once')
      return { corpus: 'ncbi-disease', conll: `conll/${names[index]}.tsv`, texts, from: file }
    }),
    {
      corpus: 'ncbi-disease',
      conll: 'conll-spyysalo/train.tsv',
      texts: pubtatorTexts(at('ncbi-disease/original/NCBItrainset_corpus.txt'), 'every'),
      from: 'original/NCBItrainset_corpus.txt',
    },
    ...names.map(name => ({
      corpus: 'linnaeus',
      conll: `conll/${name}.tsv`,
      texts: listedTexts(at('linnaeus/original/split', `${name}.txt`), folderTexts(at('linnaeus/original/txt'))),
      from: `original/txt/ and original/split/${name}.txt`,
      rewrite: transliterate,
    })),
    ...names.map(name => ({
      corpus: 's800',
      conll: `conll-biobert/${name}.tsv`,
      texts: listedTexts(at('s800/original/split', `${name}.txt`), speciesTexts(at('s800/original'))),
      from: `original/abstracts/, original/pubmedid.tsv and original/split/${name}.txt`,
    })),
    {
      corpus: 's800',
      conll: 'conll-bader/train.tsv',
      texts: speciesTexts(at('s800/original')),
      from: 'original/abstracts/ and original/pubmedid.tsv',
    },
    ...names.flatMap(name => {
      const from = `brat/${name}/`
      const texts = folderTexts(at('anatem', from))
      const bader = `conll-bader/${name === 'devel' ? 'valid' : name}.tsv`
      return [
        { corpus: 'anatem', conll: `conll/${name}.tsv`, texts, from },
        { corpus: 'anatem', conll: bader, texts, from, order: 'any' as const },
      ]
    }),
    ...names.map(name => ({
      corpus: 'bionlp13cg',
      conll: `conll/${name}.tsv`,
      texts: folderTexts(at('bionlp13cg/brat', name)),
      from: `brat/${name}/`,
    })),
    {
      corpus: 'jnlpba',
      conll: 'conll/test.tsv',
      texts: medlineTexts(at('jnlpba/original/test/Genia4EReval2.iob2')),
      from: 'original/test/Genia4EReval2.iob2',
    },
  ]
}

const names = ['train', 'devel', 'test'] as const
