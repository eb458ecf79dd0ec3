import { html, type Markup, renderMarkup, trusted } from './markup.ts'
import { safeText } from './safe-text.ts'
import { style } from './style.ts'

/** Nothing may be loaded or run: no script, no address; only the styles that are in the file. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** One section of the page. */
export interface PageSection {
  readonly id: string
  readonly title: string
  readonly body: Markup
}

/** Puts a page together: a whole document in one file. */
export function renderPage(page: {
  readonly title: string
  readonly top: Markup
  readonly sections: readonly PageSection[]
  readonly end: Markup
}): string {
  const { title, top, sections, end } = page
  const document = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content=${policy} />
      <title>${title}</title>
      ${trusted('style', {}, style)}
    </head>
    <body>
      <header>
        <h1>${title}</h1>
        ${top}
        <nav aria-label="Sections">
          <ul>
            ${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}
          </ul>
        </nav>
      </header>
      <main>
        ${sections.map(
          ({ id, title: name, body }) => html`<section id=${id} aria-labelledby="${id}-title">
            <h2 id="${id}-title">${name}</h2>
            ${body}
          </section>`,
        )}
      </main>
      <footer>${end}</footer>
    </body>
  </html>`
  return `<!doctype html>\n${safeText(renderMarkup(document))}\n`
}
