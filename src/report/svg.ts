import { paint } from './chart/theme.ts'

const elements = new Set(['svg', 'g', 'path', 'line', 'text', 'tspan', 'rect', 'circle'])

const geometry = [
  'd',
  'x',
  'y',
  'x1',
  'y1',
  'x2',
  'y2',
  'dx',
  'dy',
  'r',
  'cx',
  'cy',
  'width',
  'height',
  'rx',
  'transform',
]
const look = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'text-anchor',
  'font-size',
  'font-weight',
]
const kept = new Set([...geometry, ...look])

/** What the chart library writes besides: names for its own scripts, a font, and limits that no mark here reaches. */
const names = ['role', 'class', 'pointer-events', 'xmlns', 'xmlns:xlink', 'version', 'viewBox', 'display']
const dropped = new Set([...names, 'font-family', 'font-style', 'stroke-miterlimit', 'stroke-linecap'])

const variables = new Map<string, string>(Object.entries(paint).map(([name, colour]) => [colour, `var(--${name})`]))

/** An SVG that may stand in the page: what is inside the element, and its size in user units. */
export interface Drawing {
  readonly markup: string
  readonly width: number
  readonly height: number
}

/**
 * Takes what the chart library drew and lets through drawing elements, their geometry and our own colours, as CSS
 * variables. Throws on anything else, so that neither a script, an address nor a colour that ignores dark mode can come
 * in by a chart.
 */
export function drawingOf(svg: string): Drawing {
  const size = /^<svg\b[^>]*\bwidth="([\d.]+)" height="([\d.]+)"/.exec(svg)
  if (size === null) throw new Error(`not an SVG with a size: ${svg.slice(0, 80)}`)
  const parts: string[] = []
  let depth = 0
  let read = 0
  for (const [whole, text = '', closing, name, attributes = '', selfClosing] of svg.matchAll(tag)) {
    read += whole.length
    if (!elements.has(name ?? '')) throw new Error(`a chart must not contain <${name}>`)
    parts.push(text)
    if (closing) depth -= 1
    if (depth > 0 || (depth === 0 && selfClosing)) {
      parts.push(closing ? `</${name}>` : `<${name}${keptAttributes(attributes)}${selfClosing}>`)
    }
    if (!closing && !selfClosing) depth += 1
  }
  if (depth !== 0 || read !== svg.length) throw new Error('a chart must be one whole SVG and nothing else')
  return { markup: withoutEmpty(parts.join('')), width: Number(size[1]), height: Number(size[2]) }
}

/** Text before a tag, then the tag. */
const tag = /([^<]*)<(\/?)([^\s/>]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g

function keptAttributes(attributes: string): string {
  return [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)]
    .flatMap(([, name = '', value = '']) => {
      if (dropped.has(name) || name.startsWith('aria-') || (name === 'opacity' && value === '1')) return []
      if (!kept.has(name)) throw new Error(`a chart must not have the attribute ${name}`)
      return [` ${name}="${name === 'fill' || name === 'stroke' ? colourOf(value) : rounded(value)}"`]
    })
    .join('')
}

function colourOf(value: string): string {
  if (value === 'none' || value === 'transparent') return 'none'
  const variable = variables.get(value)
  if (variable === undefined) throw new Error(`a chart must not use the colour ${value}: it would ignore dark mode`)
  return variable
}

/** Two decimals are a hundredth of a pixel; the digits behind them differ between machines. */
function rounded(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, number => String(Number(Number(number).toFixed(2))))
}

/** Frames and groups that draw nothing. */
function withoutEmpty(markup: string): string {
  let now = markup
    .replace(/<path d=""[^>]*\/>/g, '')
    .replace(/<path(?: fill="none")? d="[^"]*"(?: fill="none")?\/>/g, '')
  for (;;) {
    const next = now.replace(/<g[^>]*><\/g>/g, '')
    if (next === now) return now
    now = next
  }
}
