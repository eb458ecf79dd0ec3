import { averageIntensity } from '@tgwf/co2/data'
import { z } from 'zod'
import type { GridIntensity } from '../core/energy.ts'
import { BenchError } from '../core/error.ts'
import { didYouMean } from '../core/text/did-you-mean.ts'
import { readPowerAsset } from './power-asset.ts'

/** What stands in where nobody named a region: the world's average, never a country. */
const standIn = 'WORLD'

const regionsSchema = z.object({
  format: z.literal('bioner-bench/grid-regions@1'),
  figures: z.object({ package: z.string(), version: z.string(), original: z.string() }),
  revised: z.object({ regions: z.array(z.string()) }),
  regions: z.record(
    z.string().min(2),
    z.strictObject({
      year: z.int().min(2015).max(2100),
      alpha2: z.string().length(2).optional(),
      also: z.string().length(2).optional(),
    }),
  ),
})
type Regions = z.infer<typeof regionsSchema>

/**
 * Average grid intensity of a region over a year. A region is an ISO 3166 code (`DEU` or `DE`), the English name of a
 * country, or one of Ember's groups (`EU`, `WORLD`, `EUROPE` …), in any case; null is the world's average, `assumed`. Throws
 * `ARGUMENT` for any other text, with what may have been meant, and for a region without a usable figure.
 */
export function gridIntensity(region: string | null): GridIntensity {
  const table = readPowerAsset('grid-regions.json', regionsSchema)
  const code = region === null ? standIn : resolveRegion(region, table.regions)
  const facts = table.regions[code]
  const grams = averageIntensity.data[code]
  // Ember has 0 g/kWh for the Central African Republic; taken at its word, a run there would cost nothing.
  if (facts === undefined || grams === undefined || grams <= 0) {
    throw new BenchError('ARGUMENT', `region ${code}: no usable grid intensity; name another region, or WORLD`)
  }
  return {
    region: code,
    gramsPerKilowattHour: grams,
    year: facts.year,
    source: sourceOf(code, facts.year, table),
    chosen: region === null ? 'assumed' : 'given',
  }
}

function resolveRegion(region: string, regions: Regions['regions']): string {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  const codes = new Map<string, string>()
  const spellings: string[] = []
  for (const [code, { alpha2, also }] of Object.entries(regions)) {
    const name = alpha2 === undefined ? undefined : names.of(alpha2)
    for (const spelling of [code, alpha2, also]) if (spelling !== undefined) codes.set(spelling, code)
    if (name !== undefined) codes.set(name.toUpperCase(), code)
    spellings.push(code, ...(name === undefined ? [] : [name]))
  }
  const typed = region.trim()
  const code = codes.get(typed.toUpperCase())
  if (code !== undefined) return code
  const hint = didYouMean(typed, spellings) || ': expected an ISO 3166 code such as DEU or DE, EU, or WORLD'
  throw new BenchError('ARGUMENT', `unknown region ${JSON.stringify(region)}${hint}`)
}

function sourceOf(code: string, year: number, { figures, revised }: Regions): string {
  const source = `${figures.original}, in ${figures.package} ${figures.version}`
  return revised.regions.includes(code) ? `${source}; revised since ${year}, the year may be a later one` : source
}
