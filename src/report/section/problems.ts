import type { Warning } from '../../core/warning.ts'
import { formatCount } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import { allRuns, failedRuns, type ReportView } from '../view.ts'
import { modelName } from './cell-name.ts'

/** Failed runs with their error, skipped ones with their reason, and everything odd about the others; equal warnings are said once. */
export function problemsSection(view: ReportView): Markup {
  const failed = failedRuns(view)
  const skipped = view.groups.flatMap(group => group.skipped)
  const warnings = warningGroups(view)
  if (failed.length + skipped.length + warnings.length === 0) return null
  return html`${
    failed.length > 0 &&
    html`<h3>Failed runs</h3>
      <ul class="plain">
        ${failed.map(
          ({ model, run }) => html`<li>
            ${modelName(model)} on <bdi>${run.corpus.title}</bdi>: ${run.error.message}${' '}<code>${run.error.code}</code>
          </li>`,
        )}
      </ul>`
  }
  ${
    skipped.length > 0 &&
    html`<h3>Skipped runs</h3>
      <p class="note">Nothing went wrong: there was nothing to run.</p>
      <ul class="plain">
        ${skipped.map(
          ({ model, run }) => html`<li>
            ${modelName(model)} on <bdi>${run.corpus.title}</bdi>: ${run.reason.message}${' '}<code>${run.reason.code}</code>
          </li>`,
        )}
      </ul>`
  }
  ${
    warnings.length > 0 &&
    html`<h3>Warnings</h3>
      <dl>
        ${warnings.map(warningEntry)}
      </dl>`
  }`
}

/** A code that says nearly the same of many runs shows the first of them; the others unfold. */
function warningEntry({ code, lines }: WarningGroup): Markup {
  const more = lines.length > 3 ? lines.slice(1) : []
  const shown = lines.slice(0, lines.length - more.length)
  return html`<dt><code>${code}</code></dt>
    ${shown.map(line => html`<dd>${line}</dd>`)}
    ${
      more.length > 0 &&
      html`<dd>
        <details>
          <summary>${more.length} more of this kind</summary>
          <ul class="plain">${more.map(line => html`<li>${line}</li>`)}</ul>
        </details>
      </dd>`
    }`
}

interface WarningGroup {
  readonly code: string
  readonly lines: readonly string[]
}

/** By code; equal messages once, with the runs that they are about. */
function warningGroups(view: ReportView): WarningGroup[] {
  const runs = allRuns(view).filter(({ run }) => run.status !== 'skipped')
  const all = runs.flatMap(({ run, model }) =>
    run.warnings.map(warning => ({ ...warning, place: `${run.corpus.title}, ${model.name}` })),
  )
  const byCode = Map.groupBy(all, ({ code }) => code)
  return [...byCode].map(([code, members]) => {
    const byMessage = Map.groupBy(members, ({ message, count }) => JSON.stringify([message, count]))
    return {
      code,
      lines: [...byMessage.values()].map(same => {
        const places = same.length === runs.length ? 'all runs' : same.map(({ place }) => place).join('; ')
        return messageOf(same[0], places)
      }),
    }
  })
}

function messageOf(warning: Warning | undefined, places: string): string {
  if (warning === undefined) return ''
  const count = warning.count === null ? '' : `count ${formatCount(warning.count)}; `
  return `${warning.message} (${count}${places})`
}
