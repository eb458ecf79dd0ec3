import type { Loader } from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import type { DrawChart } from '../core/reporter.ts'

/** Draws a Vega-Lite specification as SVG, without a browser and without the network: data must be inside the specification. */
export const drawChart: DrawChart = async spec => {
  // Only who draws pays for loading the two.
  const [{ parse, View }, { compile }] = await Promise.all([import('vega'), import('vega-lite')])
  const { spec: compiled } = compile(spec as TopLevelSpec)
  const view = new View(parse(compiled), { renderer: 'none', loader: refusingLoader })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}

const refusingLoader: Loader = {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
}

async function refuse(address: string): Promise<never> {
  throw new Error(`a chart must not load anything, but asked for ${JSON.stringify(address)}`)
}
