import { describe, expect, test } from 'vitest'
import { errorBarsSpec } from '../../src/report/chart/error-bars.ts'
import { forestSpec } from '../../src/report/chart/forest.ts'
import { forestRows } from '../../src/report/chart/forest-rows.ts'
import { reliabilitySpec } from '../../src/report/chart/reliability.ts'
import { paint } from '../../src/report/chart/theme.ts'
import { drawingOf } from '../../src/report/svg.ts'
import { viewOf } from '../../src/report/view.ts'
import { drawChart } from '../../src/wire/draw-chart.ts'
import { fixturePriors, reportEvidence } from '../fixtures/report/evidence.ts'

const svg = (inside: string) => `<svg class="marks" width="10" height="20" viewBox="0 0 10 20">${inside}</svg>`

describe('an SVG on its way into the page', () => {
  test('keeps geometry and text, and our colours as variables', () => {
    const { markup, width, height } = drawingOf(
      svg(
        `<g fill="none" class="x"><text aria-label="y" transform="translate(1.23456,2)" fill="${paint.soft}">a &amp; b</text></g>`,
      ),
    )
    expect({ width, height }).toEqual({ width: 10, height: 20 })
    expect(markup).toBe('<g fill="none"><text transform="translate(1.23,2)" fill="var(--soft)">a &amp; b</text></g>')
  })

  const refused: [string, string][] = [
    ['a script', '<script>x</script>'],
    ['an image', '<image href="x"/>'],
    ['a foreign object', '<foreignObject/>'],
    ['a style', '<style>x</style>'],
    ['a comment', '<!-- x -->'],
    ['a handler', '<g onload="x"></g>'],
    ['a link', '<a href="x">y</a>'],
    ['an address as a colour', '<path d="M0,0" fill="url(#x)"/>'],
    ['a colour that ignores dark mode', '<path d="M0,0" fill="#ff0000"/>'],
    ['an attribute without quotes', '<g onload=x></g>'],
    ['an open element', '<g>'],
  ]
  test.each(refused)('%s is refused', (_, inside) => expect(() => drawingOf(svg(inside))).toThrow(/a chart must/))

  test('what stands before or after it is refused', () => {
    expect(() => drawingOf(`${svg('')}<script/>`)).toThrow(/a chart must/)
    expect(() => drawingOf('<html>')).toThrow(/not an SVG/)
  })
})

describe('charts', () => {
  const view = viewOf(reportEvidence(), fixturePriors(), '')

  test('every chart of a report draws, and passes the check', async () => {
    const runs = view.groups
      .flatMap(group => group.cells)
      .map(cell => ({ name: cell.model.name, errors: cell.run.errors }))
    const bins = view.groups[0]!.cells[0]!.run.calibration!
    const specs = [
      forestSpec(view, { width: 830, names: 'beside' }),
      forestSpec(view, { width: 360, names: 'above' }),
      errorBarsSpec(runs, 830),
      reliabilitySpec(bins, 0, 250),
    ]
    for (const spec of specs) expect(drawingOf(await drawChart(spec!)).markup).toMatch(/<(path|line|rect)/)
  })

  test('a chart keeps to the width it was given', async () => {
    for (const width of [360, 830]) {
      const drawn = drawingOf(await drawChart(forestSpec(view, { width, names: 'above' })!))
      expect(drawn.width).toBeLessThanOrEqual(width + 2)
    }
  })

  test('the forest shows ranked runs only, comparable results as such, and figures off the axis at its edge', () => {
    const rows = forestRows(view, 'beside')!
    expect(rows.points).toHaveLength(4)
    expect(rows.names.map(({ name }) => name)).not.toContain('Ward notes <b>')
    expect(rows.priors.filter(({ comparable }) => comparable)).toHaveLength(8 + 7)
    for (const { f1 } of rows.priors) expect(f1).toBeGreaterThanOrEqual(rows.domain[0])
    for (const { low, high } of rows.intervals) expect(low).toBeLessThanOrEqual(high)
  })

  test('there is no forest without a ranked run, and no bar without an error', () => {
    expect(forestSpec(viewOf([], fixturePriors(), ''), { width: 830, names: 'beside' })).toBeNull()
    const errors = { boundary: 0, type: 0, boundaryAndType: 0, missed: 0, spurious: 0 }
    expect(errorBarsSpec([{ name: 'x', errors }], 830)).toBeNull()
  })

  test('a chart that wants to load something gets nothing', async () => {
    const data = { url: 'http://127.0.0.1:9/data.json' }
    const drawn = await drawChart({ data, mark: 'point', encoding: { x: { field: 'a', type: 'quantitative' } } })
    expect(drawn).toMatch(/^<svg/)
  })
})
