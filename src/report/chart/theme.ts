/**
 * Colours of charts are names until the report is put together: each is a placeholder that `svg.ts` replaces by the CSS
 * variable of the same name, so that a chart follows light and dark like the text around it.
 */
export const paint = {
  ink: '#00000a',
  soft: '#00000b',
  line: '#00000c',
  page: '#00000d',
  s1: '#000001',
  s2: '#000002',
  s3: '#000003',
  s4: '#000004',
  s5: '#000005',
} as const

/** Colours of taggers and of kinds, apart for all common kinds of colour vision; from the sixth on they come again. */
export const seriesPaint = [paint.s1, paint.s2, paint.s3, paint.s4, paint.s5] as const

export function paintOfSeries(series: number): string {
  return seriesPaint[series % seriesPaint.length] ?? paint.ink
}

/** No axis, legend, title or padding of its own accord: every mark is placed by the chart that draws it. */
export const bareConfig = {
  background: null,
  padding: 0,
  autosize: 'none',
  config: {
    view: { stroke: null },
    text: { fontSize: 13, color: paint.ink },
    axis: { grid: false, domain: false, ticks: false, labels: false, title: null },
  },
} as const

/** A mark is described by the table beside the chart, not by thousands of labels inside it. */
export const silent = { aria: false } as const
