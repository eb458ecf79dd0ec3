import type { CorpusFacts } from '../../core/record.ts'
import { formatNumberOf } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import type { ModelView, ScoredCell } from '../view.ts'

/** A tagger's name with its colour. */
export function modelName({ name, series }: ModelView): Markup {
  return html`<span class="swatch c${(series % 5) + 1}" aria-hidden="true"></span><bdi>${name}</bdi>`
}

/** The name of a run's tagger; a partial run says so wherever it stands. */
export function cellName({ model, run }: ScoredCell): Markup {
  return html`${modelName(model)}${run.status === 'partial' && html`<span class="chip">partial, not ranked</span>`}`
}

/** What was read: split, variant, documents, passages, mentions. */
export function corpusSize({ variant, split, documents, passages, mentions, view }: CorpusFacts): string {
  const pieces = formatNumberOf(passages, view === 'sentence' ? 'sentence' : 'passage')
  const of = documents === null ? pieces : `${pieces} of ${formatNumberOf(documents, 'document')}`
  return `${split} split of ${variant}, ${of}, ${formatNumberOf(mentions, 'mention')}`
}
