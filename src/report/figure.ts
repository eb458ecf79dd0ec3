import type { DrawChart } from '../core/reporter.ts'
import { html, type Markup, trusted } from './markup.ts'
import { drawingOf } from './svg.ts'

/** A chart as an image with one sentence of description; the numbers themselves are in the table beside it. */
export async function drawImage(spec: object, label: string, drawChart: DrawChart, className = ''): Promise<Markup> {
  const { markup, width, height } = drawingOf(await drawChart(spec))
  return trusted(
    'svg',
    {
      class: className,
      viewBox: `0 0 ${width} ${height}`,
      width: String(width),
      height: String(height),
      role: 'img',
      'aria-label': label,
    },
    markup,
  )
}

/** A chart in two widths, of which the stylesheet shows the one that fits. */
export async function drawFigure(
  specOf: (width: 'wide' | 'narrow') => object | null,
  label: string,
  caption: Markup,
  drawChart: DrawChart,
): Promise<Markup> {
  const wide = specOf('wide')
  const narrow = specOf('narrow')
  if (wide === null || narrow === null) return null
  return html`<figure>
    ${await drawImage(wide, label, drawChart, 'wide')}${await drawImage(narrow, label, drawChart, 'narrow')}
    <figcaption>${caption}</figcaption>
  </figure>`
}
