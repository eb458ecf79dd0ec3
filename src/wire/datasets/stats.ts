import type { CorpusVariant, Split, SplitCounts } from '../../core/corpus.ts'
import { splits } from '../../core/corpus.ts'
import type { Passage } from '../../core/passage.ts'
import { countSplit } from '../../datasets/split/count-split.ts'
import { refuseUnusable } from '../../datasets/split/load-split.ts'
import type { SplitFindings, VariantFindings } from '../../datasets/stats/corpus-stats.ts'
import { splitStatistics } from '../../datasets/stats/split-statistics.ts'
import { goldBalanceOf } from '../../eval/gold/gold-balance-of.ts'
import { type CorpusRoots, corpusRoots, type Environment } from '../../store/corpus/roots.ts'
import { readSplit } from '../corpora/corpora.ts'
import {
  nameOfReference,
  type RegisteredReference,
  registered,
  registeredCorpora,
  splitsOnDisk,
} from '../corpora/references.ts'

export { corpusStatsJson } from '../../datasets/stats/corpus-stats.ts'
export { renderStatsTable } from '../../report/terminal/stats-table.ts'

/** One split in memory, on its way into a survey. */
export interface SurveyedSplit {
  readonly split: Split
  readonly passages: readonly Passage[]
  readonly sha256: string | null
}

/**
 * Reads and describes corpora: the ones named by `ID` or `ID@VARIANT`, or the default variant of every corpus. What is not on disk has
 * the counts that its variant states. `onCorpus` is told of each before it is read. Throws `ARGUMENT` for an unknown name, `ASSET` or `INPUT`
 * where a file is not what it should be.
 */
export async function surveyCorpora(
  names: readonly string[],
  env: Environment,
  onCorpus: (name: string) => void,
): Promise<VariantFindings[]> {
  const roots = corpusRoots(env)
  const references = names.length === 0 ? registeredCorpora.map(({ id }) => registered(id)) : names.map(registered)
  const findings: VariantFindings[] = []
  for (const reference of references) {
    onCorpus(nameOfReference(reference))
    findings.push(await surveyVariant(reference, roots))
  }
  return findings
}

/** Every split of a variant that is on disk, train first. Throws `ASSET` where the variant is refused. */
export async function readSplits(reference: RegisteredReference, roots: CorpusRoots): Promise<SurveyedSplit[]> {
  const read: SurveyedSplit[] = []
  for (const split of await splitsOnDisk(reference, roots)) {
    refuseUnusable(reference.corpus, reference.variantId, split)
    const { passages, sources } = await readSplit(reference, split, roots)
    // The first pin holds the annotations; the others say which document or concept they belong to.
    read.push({ split, passages, sha256: sources[0]?.sha256 ?? null })
  }
  return read
}

async function surveyVariant(reference: RegisteredReference, roots: CorpusRoots): Promise<VariantFindings> {
  const { corpus, variantId, variant } = reference
  const isDefault = variantId === corpus.default
  const present = await readSplits(reference, roots)
  const training = present.find(({ split }) => split === 'train')?.passages ?? null
  const found: Partial<Record<Split, SplitFindings>> = {}
  for (const split of splits) {
    if (variant.files[split] === undefined) continue
    const read = present.find(one => one.split === split)
    const findings = read === undefined ? stated(variant.counts[split] ?? {}) : findingsOf(read, variant.view, training)
    if (findings !== null) found[split] = findings
  }
  const onDisk = present.length > 0 && present.length === Object.keys(variant.files).length
  return { id: corpus.id, variant: variantId, default: isDefault, onDisk, view: variant.view, splits: found }
}

function findingsOf(
  { split, passages, sha256 }: SurveyedSplit,
  view: CorpusVariant['view'],
  training: readonly Passage[] | null,
): SplitFindings {
  return {
    counts: countSplit(passages, view),
    sha256,
    statistics: splitStatistics(passages, split === 'train' ? null : training),
    balance: new Map((['token', 'character'] as const).map(unit => [unit, goldBalanceOf(passages, unit)])),
  }
}

/** What the variant states of a split that is not on disk; null where it states no mentions: an unknown number is not 0. */
function stated(counts: Partial<SplitCounts>): SplitFindings | null {
  const {
    documents = null,
    sentences = null,
    tokens = null,
    mentions,
    types = {},
    nested = 0,
    discontinuous = 0,
  } = counts
  if (mentions === undefined) return null
  return {
    counts: { documents, sentences, tokens, mentions, types, nested, discontinuous },
    sha256: null,
    statistics: null,
    balance: null,
  }
}
