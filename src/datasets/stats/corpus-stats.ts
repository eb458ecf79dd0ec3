import { type Split, type SplitCounts, splits } from '../../core/corpus.ts'
import type { GoldBalance } from '../../core/counts.ts'
import { jsonObject } from '../../core/json-object.ts'
import {
  type CorpusStatsEntry,
  type CorpusStatsJson,
  corpusStatsFormat,
  type SplitStatistics,
  type SplitStatsJson,
} from '../../core/survey/statistics.ts'

/** What is known of a split: counted, or only stated by the variant where its files are not on disk. */
export interface SplitFindings {
  readonly counts: SplitCounts
  readonly sha256: string | null
  readonly statistics: SplitStatistics | null
  /** By the name of the unit in which the split was scored; null: was not. */
  readonly balance: ReadonlyMap<string, GoldBalance> | null
}

/** One variant of a corpus, with the splits that it has. */
export interface VariantFindings extends Omit<CorpusStatsEntry, 'splits'> {
  readonly splits: Partial<Record<Split, SplitFindings>>
}

/** `bioner-bench/corpus-stats@1`: corpora in the order given, splits as train, dev, test. */
export function corpusStatsJson(corpora: readonly VariantFindings[]): CorpusStatsJson {
  return {
    format: corpusStatsFormat,
    corpora: corpora.map(corpus => {
      const bySplit: Partial<Record<Split, SplitStatsJson>> = {}
      for (const split of splits) {
        const findings = corpus.splits[split]
        if (findings) bySplit[split] = splitJson(findings)
      }
      const { id, variant, default: isDefault, onDisk, view } = corpus
      return { id, variant, default: isDefault, onDisk, view, splits: bySplit }
    }),
  }
}

function splitJson({ counts, sha256, statistics, balance }: SplitFindings): SplitStatsJson {
  const { documents, sentences, tokens, mentions, types, nested, discontinuous } = counts
  return {
    ...{ documents, sentences, tokens, mentions, types: jsonObject(Object.entries(types)), nested, discontinuous },
    sha256,
    statistics,
    balance: balance && jsonObject(balance),
  }
}
