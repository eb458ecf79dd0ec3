import { html as tagged } from 'htm/preact'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** Markup by template; every value is escaped when it is rendered. */
export const html: (strings: TemplateStringsArray, ...values: readonly unknown[]) => VNode = tagged

export type Markup = VNode | string | null

/** The one place where text that is markup already goes in: a stylesheet of ours, or an SVG that `svg.ts` has checked. */
export function trusted(tag: string, attributes: Readonly<Record<string, string>>, markup: string): VNode {
  return html`<${tag} ...${attributes} dangerouslySetInnerHTML=${{ __html: markup }} />`
}

export function renderMarkup(markup: VNode): string {
  return renderToString(markup)
}
