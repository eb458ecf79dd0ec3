import { BenchError } from '../../core/error.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { didYouMean } from '../../core/text/did-you-mean.ts'
import type { PriorResult } from '../../prior/prior.ts'
import { readPriorBook } from '../prior-book.ts'
import { type Catalogue, type KnownScore, type OpenMedFamily, readCatalogue } from './catalogue.ts'

/** The best figure that is on record for a family, and what it rests on. */
export interface BestKnown extends KnownScore {
  /** null: the paper prints a figure for the family, and no source says which model had it. */
  readonly model: string | null
}

export interface ListedFamily extends OpenMedFamily {
  readonly best: BestKnown | null
  /** As the paper or, where it has none, another source prints it for the family. */
  readonly claimed: { readonly f1: number; readonly status: PriorResult['status']; readonly source: string } | null
}

/** A system that others have scored on these corpora. No source names a checkpoint of it that could be run. */
export interface Baseline {
  readonly system: string
  readonly year: number | null
  readonly reference: null
  readonly scores: readonly {
    readonly corpus: string
    readonly f1: number
    readonly status: PriorResult['status']
    readonly source: string
    readonly note: string
  }[]
}

export interface ModelList extends Pick<Catalogue, 'package' | 'source' | 'licence'> {
  readonly format: 'bioner-bench/model-list@1'
  readonly families: readonly ListedFamily[]
  readonly baselines: readonly Baseline[]
}

/**
 * What can be run, and what it is to be measured against. `names` are families or ids of their corpora; all families unless
 * given. Figures are those of others, as they state them. Throws `ARGUMENT` for an unknown name, with the nearest.
 */
export async function listModels(names: readonly string[]): Promise<ModelList> {
  const [catalogue, book] = await Promise.all([readCatalogue(), readPriorBook()])
  const families = names.length === 0 ? catalogue.families : chooseFamilies(catalogue.families, names)
  const corpora = new Set(families.map(family => family.corpus))
  return {
    format: 'bioner-bench/model-list@1',
    package: names.length === 0 ? catalogue.package : [],
    source: catalogue.source,
    licence: catalogue.licence,
    families: families.map(family => describeFamily(family, book.results)),
    baselines: baselinesOf(book.results.filter(row => corpora.has(row.corpus))),
  }
}

function chooseFamilies(families: readonly OpenMedFamily[], names: readonly string[]): OpenMedFamily[] {
  const known = families.flatMap(({ family, corpus }) => [family, corpus])
  const wanted = names.map(name => {
    const typed = name.toLowerCase()
    const found = families.find(({ family, corpus }) => [family.toLowerCase(), corpus].includes(typed))
    if (found !== undefined) return found
    const all = families.map(({ family }) => family).join(', ')
    throw new BenchError('ARGUMENT', `no family ${name} (there are ${all})${didYouMean(name, known)}`)
  })
  return [...new Set(wanted)]
}

function describeFamily(family: OpenMedFamily, results: readonly PriorResult[]): ListedFamily {
  const row = results.find(({ list, corpus }) => list === 'openmed' && corpus === family.corpus)
  const claimed =
    row === undefined || row.f1Percent === null
      ? null
      : { f1: fromPercent(row.f1Percent), status: row.status, source: row.source }
  const figures = family.models.flatMap(({ name, scores }) => scores.map(score => ({ model: name, ...score })))
  // The first of equal figures: a file of the model before its card, and the card before who quotes it.
  const [best] = figures.toSorted((a, b) => b.f1 - a.f1)
  const printed =
    claimed === null
      ? null
      : { model: null, corpus: family.corpus, f1: claimed.f1, statedAs: 'of the family', source: claimed.source }
  return { ...family, best: best ?? printed, claimed }
}

/** Systems whose figures were scored like ours: entities, on the corpus itself, no types merged. */
function baselinesOf(results: readonly PriorResult[]): Baseline[] {
  const usable = results.filter(row => row.list === 'prior' && row.researchVerdict === 'in-corpus entity-level')
  return [...Map.groupBy(usable, row => row.system)]
    .map(([system, rows]) => ({
      system,
      year: rows[0]?.year ?? null,
      reference: null,
      scores: rows.flatMap(({ corpus, f1Percent, status, source, note }) =>
        f1Percent === null ? [] : [{ corpus, f1: fromPercent(f1Percent), status, source, note }],
      ),
    }))
    .filter(({ scores }) => scores.length > 0)
    .sort((a, b) => b.scores.length - a.scores.length || byCodePoint(a.system, b.system))
}

/** Without the digits that a division invents: 94.03 is 0.9403. */
function fromPercent(percent: number): number {
  return Number((percent / 100).toFixed(6))
}
