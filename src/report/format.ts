import { assertNever } from '../core/assert-never.ts'
import type { Ratio } from '../core/counts.ts'
import type { Carbon, Energy } from '../core/energy.ts'

/** How numbers look, everywhere: percent and milliseconds exist only here. Nothing here depends on a locale. */
export const absent = '–'

/** A score or share in 0–1 as percent with one decimal; 0/0 is absent. */
export function formatPercent(ratio: Ratio): string {
  return ratio === null ? absent : (ratio * 100).toFixed(1)
}

/** A share as a whole percentage: `96 %`. */
export function formatShare(ratio: Ratio): string {
  return ratio === null ? absent : `${(ratio * 100).toFixed(0)} %`
}

export function formatInterval(interval: { readonly low: number; readonly high: number } | null): string {
  return interval === null ? absent : `${formatPercent(interval.low)}–${formatPercent(interval.high)}`
}

/** A published figure, with the decimals that its source printed. */
export function formatPublished(percent: number | null): string {
  if (percent === null) return absent
  return Number.isInteger(percent * 10) ? percent.toFixed(1) : percent.toFixed(2)
}

/** A size of a difference in points, without its sign: `4.9`, or `4.9 to 6.0`. */
export function formatPoints(points: readonly number[]): string {
  const sizes = points.map(Math.abs)
  const low = Math.min(...sizes).toFixed(1)
  const high = Math.max(...sizes).toFixed(1)
  return low === high ? low : `${low} to ${high}`
}

/** `12345` as `12,345`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** `1 passage`, `2 passages`. */
export function formatNumberOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Three significant digits, never in exponent form: `0.0123`, `3.14`, `14,200`. */
export function formatSignificant(value: number): string {
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return absent
  const magnitude = Math.floor(Math.log10(Math.abs(value)))
  if (magnitude < 2) return value.toFixed(Math.min(2 - magnitude, 20))
  const step = 10 ** (magnitude - 2)
  return formatCount(Math.round(value / step) * step)
}

/** A rate from a count and its seconds; absent where nothing was timed. */
export function formatRate(count: number, seconds: number | null): string {
  return seconds !== null && seconds > 0 ? formatSignificant(count / seconds) : absent
}

/** `7.36 µs`, `3.21 ms`, `1.20 s`. */
export function formatDuration(seconds: number): string {
  if (seconds < 1e-3) return `${formatSignificant(seconds * 1e6)} µs`
  return seconds < 1 ? `${formatSignificant(seconds * 1000)} ms` : `${formatSignificant(seconds)} s`
}

export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${formatSignificant(bytes / 1e9)} GB`
  return bytes >= 1e6 ? `${formatSignificant(bytes / 1e6)} MB` : `${formatCount(bytes)} bytes`
}

export function formatParameters(parameters: number | null): string {
  if (parameters === null) return absent
  return parameters >= 1e6 ? `${formatSignificant(parameters / 1e6)} M` : formatCount(parameters)
}

/** The first twelve digits of a digest, which tell files apart well enough for a reader. */
export function formatDigest(sha256: string | null): string {
  return sha256 === null ? absent : sha256.slice(0, 12)
}

/**
 * `figure` carries `~` where it is modelled; `kind` says in a word how it was had; `why` says how, or why there is
 * none.
 */
export interface FormattedQuantity {
  readonly figure: string
  readonly kind: 'measured' | 'estimated' | 'unavailable'
  readonly why: string
}

/** Energy for `per` passages, when `passages` of them used it all. */
export function formatEnergy(energy: Energy, passages: number, per: number): FormattedQuantity {
  switch (energy.kind) {
    case 'measured':
      return {
        figure: formatJoules(scaled(energy.joules, passages, per)),
        kind: 'measured',
        why: energy.sources.join(', '),
      }
    case 'estimated':
      return { figure: `~${formatJoules(scaled(energy.joules, passages, per))}`, kind: 'estimated', why: energy.method }
    case 'unavailable':
      return { figure: absent, kind: 'unavailable', why: energy.reason }
    default:
      return assertNever(energy)
  }
}

/** CO2 equivalent for `per` passages. */
export function formatCarbon(carbon: Carbon, passages: number, per: number): FormattedQuantity {
  switch (carbon.kind) {
    case 'derived': {
      const { region, gramsPerKilowattHour, year, source, chosen } = carbon.intensity
      const sign = carbon.energyKind === 'estimated' ? '~' : ''
      const place = chosen === 'assumed' ? `${region}, assumed` : region
      return {
        figure: `${sign}${formatGrams(scaled(carbon.grams, passages, per))}`,
        kind: carbon.energyKind,
        why: `${formatSignificant(gramsPerKilowattHour)} g/kWh (${place}, ${year}, ${source})`,
      }
    }
    case 'unavailable':
      return { figure: absent, kind: 'unavailable', why: carbon.reason }
    default:
      return assertNever(carbon)
  }
}

function scaled(total: number, passages: number, per: number): number {
  return passages > 0 ? (total / passages) * per : Number.NaN
}

function formatJoules(joules: number): string {
  if (joules >= 1e6) return `${formatSignificant(joules / 1e6)} MJ`
  return joules >= 1e3 ? `${formatSignificant(joules / 1e3)} kJ` : `${formatSignificant(joules)} J`
}

function formatGrams(grams: number): string {
  if (grams >= 1e3) return `${formatSignificant(grams / 1e3)} kg`
  return grams >= 1 ? `${formatSignificant(grams)} g` : `${formatSignificant(grams * 1e3)} mg`
}
