import { html as tagged } from 'htm/preact'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** Markup by template; every value is escaped when it is rendered. */
export const html: (strings: TemplateStringsArray, ...values: readonly unknown[]) => VNode = tagged

export type Markup = VNode | string | null

/**
 * The one place where text that is markup already goes in: a stylesheet of ours, or an SVG that `svg.ts` has checked.
 */
export function trusted(tag: string, attributes: Readonly<Record<string, string>>, markup: string): VNode {
  return html`<${tag} ...${attributes} dangerouslySetInnerHTML=${{ __html: markup }} />`
}

export function renderMarkup(markup: VNode): string {
  return renderToString(markup)
}

/** A table with a sentence on how to read it. Where it is wider than the page it scrolls by itself, and by keyboard. */
export function tableBlock(title: string, explanation: Markup, rows: Markup): VNode {
  return html`${explanation !== null && html`<p class="note">${explanation}</p>`}
    <div class="scroll" role="region" aria-label="Table: ${title}" tabindex="0">
      <table>
        <caption class="unseen">
          ${title}
        </caption>
        ${rows}
      </table>
    </div>`
}

/** The heading of a group of rows; it stays in sight when the table is scrolled sideways. */
export function groupHeading(columns: number, heading: Markup): VNode {
  return html`<tr>
    <th scope="rowgroup" colspan=${columns}><div class="here">${heading}</div></th>
  </tr>`
}
