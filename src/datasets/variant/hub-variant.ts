import type { CorpusVariant, Pin, Split, SplitCounts } from '../../core/corpus.ts'
import { splits as allSplits } from '../../core/corpus.ts'
import { readHubParquet } from '../format/parquet/hub-parquet.ts'

interface HubFacts extends Pick<CorpusVariant, 'title' | 'types' | 'licence' | 'splitOrigin'> {
  readonly corpus: string
  /** `owner/name` on the Hub, and which of its configurations. */
  readonly dataset: string
  readonly config: string
  /** What the Hub calls the splits; train, validation and test where it is not said. */
  readonly splits?: Partial<Record<Split, string>>
  /** Numbers of tags, from 0, where the files do not name them. */
  readonly names?: readonly string[]
  /** The one type that every tag gets. */
  readonly onlyType?: string
  /** Every example is there twice; once is read. */
  readonly doubled?: boolean
  readonly origin?: string
  readonly counts: Partial<Record<Split, Partial<SplitCounts>>>
}

const usualSplits = { train: 'train', dev: 'validation', test: 'test' } as const

/**
 * A dataset of the Hugging Face Hub as its conversion to Parquet has it, which is made anew whenever the dataset changes: there are no
 * checksums, but counts. Examples without tokens, of which old loading scripts yield one at the end of each split, are left out.
 */
export function hubVariant(facts: HubFacts): CorpusVariant {
  const { title, types, licence, splitOrigin, counts, corpus, dataset, config, names, onlyType } = facts
  const splits = facts.splits ?? usualSplits
  const files: Partial<Record<Split, readonly Pin[]>> = {}
  for (const split of allSplits) {
    const name = splits[split]
    if (name === undefined) continue
    const url = `https://huggingface.co/datasets/${dataset}/resolve/refs%2Fconvert%2Fparquet/${config}/${name}/0000.parquet`
    files[split] = [{ path: `${corpus}/hub/${dataset}/${name}.parquet`, checksum: null, origin: { kind: 'file', url } }]
  }
  return {
    ...{
      title,
      view: 'sentence',
      types,
      licence,
      splitOrigin,
      origin: facts.origin ?? null,
      refused: null,
      files,
      counts,
    },
    parse: (parts, split) =>
      readHubParquet(parts.flat(), {
        ...{ id: split, types, decoding: { matching: 'strict', scheme: 'IOB2' }, tags: 'IOB2' },
        doubled: facts.doubled ? 'halve' : 'keep',
        ...(names && { names }),
        ...(onlyType !== undefined && { onlyType }),
      }),
  }
}

/** Of examples, which have no documents; how many tokens there are is stated only where the examples are those of files. */
export function exampleCounts(
  sentences: number,
  types: Readonly<Record<string, number>>,
  tokens?: number,
): Partial<SplitCounts> {
  const mentions = Object.values(types).reduce((total, count) => total + count, 0)
  return { sentences, mentions, types, nested: 0, discontinuous: 0, ...(tokens !== undefined && { tokens }) }
}
