/** Never a bare number: what was measured, what was modelled and what is not known are different things. */
export type Energy =
  | { readonly kind: 'measured'; readonly joules: number; readonly sources: readonly string[] }
  | { readonly kind: 'estimated'; readonly joules: number; readonly method: string }
  | { readonly kind: 'unavailable'; readonly reason: string }

/** Grams of CO2 equivalent per kilowatt-hour of the grid that is assumed, and whose figure that is. */
export interface GridIntensity {
  readonly region: string
  readonly gramsPerKilowattHour: number
  readonly year: number
  readonly source: string
  /** `assumed`: nobody named a region, so a stated stand-in is used and the report says so. */
  readonly chosen: 'given' | 'assumed'
}

export type Carbon =
  | {
      readonly kind: 'derived'
      readonly grams: number
      readonly energyKind: 'measured' | 'estimated'
      readonly intensity: GridIntensity
      /** Power usage effectiveness: 1 means that cooling and losses are not counted. */
      readonly powerUsageEffectiveness: number
      readonly scope: 'inference'
    }
  | { readonly kind: 'unavailable'; readonly reason: string }
