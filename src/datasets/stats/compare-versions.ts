import { type Split, type SplitCounts, splits } from '../../core/corpus.ts'
import {
  type CorpusVersionsJson,
  corpusVersionsFormat,
  type TextRelation,
  type VersionComparison,
  type VersionCounts,
  type VersionDifference,
  type VersionPair,
} from '../../core/survey/versions.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { knowsDocuments, namesOf, textOf, unitsOf, type VersionPassages, type VersionUnit } from './version-units.ts'

/** A variant of a corpus by its name, with the splits that it has and that could be read. */
export interface Version {
  readonly id: string
  readonly splits: VersionPassages & Partial<Record<Split, { readonly counts: SplitCounts }>>
}

const mostExamples = 10
const mostNames = 12

/** Where the versions of one corpus disagree: their counts side by side, and every two of them document by document. */
export function compareVersions(versions: readonly Version[]): VersionComparison {
  return {
    versions: versions.map(version => version.id),
    counts: splits.flatMap(split => countsOf(versions, split)),
    pairs: versions.flatMap((a, index) => versions.slice(index + 1).map(b => pairOf(a, b))),
  }
}

/** `bioner-bench/corpus-versions@1`. */
export function versionsJson(corpus: string, comparison: VersionComparison): CorpusVersionsJson {
  return { format: corpusVersionsFormat, corpus, ...comparison }
}

function countsOf(versions: readonly Version[], split: Split): VersionCounts[] {
  const all = versions.map(version => version.splits[split]?.counts ?? null)
  if (all.every(counts => counts === null)) return []
  const rowOf = (
    noun: VersionCounts['noun'],
    type: string | null,
    counts: readonly (number | null)[],
  ): VersionCounts => {
    return { split, noun, type, counts, agree: new Set(counts.filter(count => count !== null)).size < 2 }
  }
  const byType = all.map(counts => counts && new Map(Object.entries(counts.types)))
  const types = new Set(byType.flatMap(counts => [...(counts?.keys() ?? [])]))
  const nouns = ['documents', 'sentences', 'tokens', 'mentions', 'nested', 'discontinuous'] as const
  return [
    ...nouns.map(noun =>
      rowOf(
        noun,
        null,
        all.map(counts => counts?.[noun] ?? null),
      ),
    ),
    ...[...types].sort(byCodePoint).map(type =>
      rowOf(
        'type',
        type,
        byType.map(counts => counts && (counts.get(type) ?? 0)),
      ),
    ),
  ]
}

function pairOf(a: Version, b: Version): VersionPair {
  const unit = knowsDocuments(a.splits) && knowsDocuments(b.splits) ? 'document' : 'split'
  const [unitsA, unitsB] = [unitsOf(a.splits, unit), unitsOf(b.splits, unit)]
  const missingIn = (units: ReadonlyMap<string, VersionUnit>, others: ReadonlyMap<string, VersionUnit>): string[] =>
    [...others.keys()].filter(id => !units.has(id)).sort(byCodePoint)
  const [onlyA, onlyB] = [missingIn(unitsB, unitsA), missingIn(unitsA, unitsB)]
  const texts: Record<TextRelation, number> = { equal: 0, 'repeated-in-a': 0, 'repeated-in-b': 0, different: 0 }
  const mentions = { agreeing: 0, onlyA: 0, onlyB: 0 }
  const examples: VersionDifference[] = []
  let [inBoth, inOtherSplit, unitsThatDiffer] = [0, 0, 0]
  for (const [id, unitA] of [...unitsA].sort(([x], [y]) => byCodePoint(x, y))) {
    const unitB = unitsB.get(id)
    if (unitB === undefined) continue
    inBoth += 1
    if (unitA.split !== unitB.split) inOtherSplit += 1
    const text = relationOf(textOf(unitA), textOf(unitB))
    texts[text] += 1
    const names = compareNames(unitA, unitB)
    mentions.agreeing += names.agreeing
    mentions.onlyA += names.onlyA.length
    mentions.onlyB += names.onlyB.length
    if (names.onlyA.length + names.onlyB.length === 0) continue
    unitsThatDiffer += 1
    if (examples.length >= mostExamples) continue
    examples.push({
      document: unit === 'document' ? id : null,
      splits: [unitA.split, unitB.split],
      text,
      mentions: [names.agreeing + names.onlyA.length, names.agreeing + names.onlyB.length],
      onlyA: names.onlyA.slice(0, mostNames),
      onlyB: names.onlyB.slice(0, mostNames),
    })
  }
  return {
    ...{ a: a.id, b: b.id, unit },
    units: {
      ...{ inBoth, onlyA: onlyA.length, onlyB: onlyB.length, inOtherSplit },
      examplesOnlyA: onlyA.slice(0, mostExamples),
      examplesOnlyB: onlyB.slice(0, mostExamples),
    },
    ...{ texts, mentions, unitsThatDiffer, examples },
  }
}

function relationOf(a: string, b: string): TextRelation {
  if (a === b) return 'equal'
  if (isRepeated(a, b)) return 'repeated-in-b'
  return isRepeated(b, a) ? 'repeated-in-a' : 'different'
}

function isRepeated(once: string, more: string): boolean {
  const times = more.length / once.length
  return once !== '' && times > 1 && Number.isInteger(times) && more === once.repeat(times)
}

/** Names that one of two units has more often than the other, as often as that. */
function compareNames(
  a: VersionUnit,
  b: VersionUnit,
): { readonly agreeing: number; readonly onlyA: readonly string[]; readonly onlyB: readonly string[] } {
  const [namesA, namesB] = [namesOf(a), namesOf(b)]
  const [onlyA, onlyB]: [string[], string[]] = [[], []]
  let agreeing = 0
  for (const name of namesA
    .keys()
    .toArray()
    .concat(
      namesB
        .keys()
        .filter(key => !namesA.has(key))
        .toArray(),
    )) {
    const [inA, inB] = [namesA.get(name), namesB.get(name)]
    const [timesA, timesB] = [inA?.times ?? 0, inB?.times ?? 0]
    agreeing += Math.min(timesA, timesB)
    for (let time = timesB; time < timesA; time++) onlyA.push(inA?.written ?? name)
    for (let time = timesA; time < timesB; time++) onlyB.push(inB?.written ?? name)
  }
  return { agreeing, onlyA, onlyB }
}
