import type { CorpusFacts, RunRecord } from '../../core/record.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { formatPercent } from '../format.ts'
import type { CrossCell, ModelView, ReportView } from '../view.ts'

/** Trained on × tested on. */
export interface Matrix {
  readonly rows: readonly ModelView[]
  readonly columns: readonly CorpusFacts[]
  /** Undefined: this pair was not run. */
  cellOf(model: ModelView, corpus: CorpusFacts): CrossCell | undefined
}

/** Rows and columns in the order of the evidence; null where no cell was crossed. */
export function matrixOf({ cross }: ReportView): Matrix | null {
  if (cross.length === 0) return null
  const columns = new Map(cross.map(({ run }) => [columnKey(run.corpus), run.corpus]))
  const cells = new Map(cross.map(cell => [cellKey(cell.model, cell.run.corpus), cell]))
  return {
    rows: [...new Set(cross.map(({ model }) => model))].toSorted((a, b) => a.series - b.series),
    columns: [...columns.values()],
    cellOf: (model, corpus) => cells.get(cellKey(model, corpus)),
  }
}

/** Whether a tagger was trained on the same corpus, in the same variant or in none that is named: the diagonal. */
export function isOwn({ facts: { reference } }: ModelView, { id, variant }: CorpusFacts): boolean {
  const [, trainedOn, trainedVariant = variant] = /^dictionary:([^@]+)(?:@(.+))?$/.exec(reference) ?? []
  return trainedOn === id && trainedVariant === variant
}

/** The classes that a cross-corpus cell is scored in, by code point; none of any other run. */
export function classesOf({ typeMap }: Pick<RunRecord, 'typeMap'>): string[] {
  const classes = new Set((typeMap ?? []).flatMap(({ scoredAs }) => scoredAs ?? []))
  return [...classes].sort(byCodePoint)
}

/** What the matrix says, in one or two sentences; null where nothing was scored. */
export function matrixSentence({ cross }: ReportView): string | null {
  const scored = cross.flatMap(cell => {
    const f1 = cell.ranking?.score?.micro.f1
    return f1 == null ? [] : [{ f1, own: isOwn(cell.model, cell.run.corpus) }]
  })
  const own = scored.filter(one => one.own)
  const others = scored.filter(one => !one.own)
  if (scored.length === 0) return null
  const elsewhere = `in the types that both sides have, over ${others.length} ${others.length === 1 ? 'pair' : 'pairs'} of tagger and corpus`
  if (own.length === 0) return `F1 is ${rangeOf(others)} ${elsewhere}.`
  const home = `Tested on the corpus that it was trained on, a tagger reaches F1 ${rangeOf(own)}`
  return others.length === 0 ? `${home}.` : `${home}; on another one ${rangeOf(others)}, ${elsewhere}.`
}

/** Classes in a narrow place. */
export function shortClassList(run: Pick<RunRecord, 'typeMap'>): string {
  const classes = classesOf(run)
  return classes.length > 3 ? `${classes.length} types` : classes.join(', ')
}

function rangeOf(cells: readonly { readonly f1: number }[]): string {
  const low = formatPercent(Math.min(...cells.map(({ f1 }) => f1)))
  const high = formatPercent(Math.max(...cells.map(({ f1 }) => f1)))
  return low === high ? low : `${low} to ${high}`
}

function columnKey({ id, variant, split, goldSha256 }: CorpusFacts): string {
  return JSON.stringify([id, variant, split, goldSha256])
}

function cellKey({ series }: ModelView, corpus: CorpusFacts): string {
  return `${series} ${columnKey(corpus)}`
}
