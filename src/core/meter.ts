import type { Energy } from './energy.ts'

/** Measures the energy of one piece of work. Only inference goes in: loading, warm-up and scoring stay outside. */
export interface Meter {
  readonly name: string
  measure<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly energy: Energy }>
}
