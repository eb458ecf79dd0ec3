import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { reporters } from '../../src/report/index.ts'
import { drawChart } from '../../src/wire/draw-chart.ts'
import { crossEvidence, fixturePriors, reportEvidence } from '../fixtures/report/evidence.ts'
import { renderedHtml } from './rendered.ts'

const golden = join(import.meta.dirname, '..', 'golden', 'report', 'embedded.html')

let html = ''
beforeAll(async () => {
  html = await renderedHtml()
})

describe('the report as a file', () => {
  test('is the one that was looked at (UPDATE_GOLDEN=1 writes it anew)', () => {
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, html)
    expect(html === readFileSync(golden, 'utf8')).toBe(true)
  })

  test('is the same for the same evidence', async () => {
    expect((await renderedHtml()) === html).toBe(true)
  })

  test('is one file', async () => {
    const files = await reporters.html({ priors: fixturePriors(), title: 'x' })(reportEvidence(), { drawChart })
    expect([...files.keys()]).toEqual(['report.html'])
  })

  test('is made of nothing, too', async () => {
    const empty = await renderedHtml([])
    expect(empty.includes('No run is complete, so nothing is ranked and nothing is compared.')).toBe(true)
  })
})

describe('the report loads and runs nothing', () => {
  test('the policy forbids everything but the styles inside', () => {
    const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    expect(found(`<meta http-equiv="Content-Security-Policy" content="${policy}"`)).toBe(true)
  })

  test('no element loads, no script is there, no style has an address', () => {
    expect(html.match(/<(script|link|iframe|object|embed|img|image|use|base|form|audio|video|source)\b/gi)).toBeNull()
    expect(html.match(/<[a-z][^>]*\son[a-z]+\s*=/gi)).toBeNull()
    expect(html.match(/@import|url\s*\(|expression\s*\(/gi)).toBeNull()
  })

  test('every address in an attribute is a place in the page', () => {
    const attribute = /<[^>]*?\s(?:href|src|srcset|action|data|poster|xlink:href)="([^"]*)"/g
    const addresses = [...html.matchAll(attribute)].map(match => match[1] ?? '')
    expect(addresses.length).toBeGreaterThan(5)
    expect(addresses.filter(address => !/^#[a-z]+$/.test(address))).toEqual([])
    expect(addresses.filter(address => !found(`<section id="${address.slice(1)}"`))).toEqual([])
  })
})

describe('what is odd in the evidence is text in the report', () => {
  test('markup in texts, types, titles and messages is escaped', () => {
    const escaped = ['&lt;/script>&lt;b onmouseover=', 'Ward notes &lt;b>', '&lt;bc5cdr-chem>', 'fixture &lt;/title>']
    expect(escaped.filter(text => !found(text))).toEqual([])
    expect(html.match(/<b onmouseover|<bc5cdr/)).toBeNull()
  })

  test('characters that hide or turn text are named', () => {
    expect(html.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu)).toBeNull()
    expect(['⟨U+202E⟩', '⟨U+2028⟩', '⟨U+2029⟩', '⟨U+0007⟩'].filter(shown => !found(shown))).toEqual([])
  })

  test('types named like methods of objects have their rows', () => {
    expect(['__proto__', '病気'].filter(type => !found(`<th scope="row"><bdi>${type}</bdi></th>`))).toEqual([])
  })
})

describe('what a reader must see', () => {
  test('a partial run is marked, and best in nothing', () => {
    const rows = html.split('<tr>').filter(row => row.includes('<span class="chip">partial, not ranked</span>'))
    expect(rows.length).toBeGreaterThan(4)
    expect(rows.filter(row => row.includes(' best"'))).toEqual([])
    expect(found('1 run read some passages only: shown, but neither ranked nor compared.')).toBe(true)
  })

  test('a failed run is shown with its error', () => {
    expect(found('the training split of &lt;bc5cdr-chem> is not at hand')).toBe(true)
    expect(found('1 run failed; the errors are below.')).toBe(true)
  })

  test('a skipped run is shown with its reason, apart from the failed one', () => {
    expect(found('dictionary: &lt;cells> has no training split')).toBe(true)
    expect(found('<h3>Skipped runs</h3>')).toBe(true)
    expect(found('1 run skipped, with nothing to run; the reasons are below.')).toBe(true)
  })

  test('recall of known names, new names and new concepts stands apart, with what has no concept id', () => {
    expect(found('<h3>Names and concepts</h3>')).toBe(true)
    expect(found('80.0<small>4 of 5</small>')).toBe(true)
    expect(found('3 mentions</td>')).toBe(true)
  })

  test('trained on × tested on is a table of its own: the diagonal framed, a skipped cell hatched with its reason', () => {
    const [section = ''] = html.split('<section id="cross"').slice(1)
    const matrix = section.slice(0, section.indexOf('</table>'))
    expect(matrix.match(/<td class="heat[^"]* own"/g)).toHaveLength(2)
    expect(matrix.match(/<td class="heat hatched" title="says &lt;Disease>: no type in common"/g)).toHaveLength(1)
    expect(matrix.includes('skipped: says &lt;Disease>: no type in common')).toBe(true)
    expect(matrix.match(/left out: 2 __proto__/g)).toHaveLength(2)
    expect(section.includes('<dt><bdi>Chemical</bdi></dt><dd><bdi>Simple_chemical</bdi></dd>')).toBe(true)
    // Cells of the matrix are in no other ranking.
    expect(html.split('<section id="cross"')[0]?.includes('dictionary · NCBI-Disease')).toBe(false)
  })

  test('a report of crossed cells alone says so first, and ranks nothing', async () => {
    const alone = await renderedHtml(crossEvidence())
    expect(alone.includes('<p class="verdict">Tested on the corpus that it was trained on, a tagger reaches F1')).toBe(
      true,
    )
    expect(alone.match(/<section id="(scores|priors|published)"/g)).toBeNull()
  })

  test('an estimate is called one, and what is not available has a reason', () => {
    expect(found('~23.3 J<small>estimated</small>')).toBe(true)
    expect(found('–<small>unavailable</small>')).toBe(true)
    expect(found('no counter can be read &lt;here>')).toBe(true)
  })

  test('a withheld percentile says how many samples it needs', () => {
    expect(found('withheld<small>needs 459</small>')).toBe(true)
  })

  test('the text of an error is shown where it is at hand, and its absence where it is not', () => {
    expect(found('<b class="gold">Isolated </b><b class="gold pred">unilateral retinoblastoma</b>')).toBe(true)
    expect(found('The text of this corpus is not at hand')).toBe(true)
  })

  test('both meanings of strict have columns of their own', () => {
    expect(found('colspan="3">conlleval<small>')).toBe(true)
    expect(found('colspan="3">strict IOB2<small>')).toBe(true)
  })

  test('every table has a caption and every heading cell a scope', () => {
    const tables = [...html.matchAll(/<table>(.*?)<\/table>/gs)].map(match => match[1] ?? '')
    expect(tables.length).toBeGreaterThan(8)
    expect(tables.filter(table => !table.includes('<caption'))).toEqual([])
    expect(tables.flatMap(table => table.match(/<th(?![a-z])(?![^>]*scope=)/g) ?? [])).toEqual([])
  })
})

/** Without the whole page in the message of a failure. */
function found(text: string): boolean {
  return html.includes(text)
}
