import { z } from 'zod'
import { BenchError } from '../../core/error.ts'

/** What config.json says of an architecture. A key that is null counts as missing. Every method throws `MODEL`, naming file and key. */
export interface ConfigValues {
  readonly path: string
  /** A whole number of at least 1, by the first of the names that the file has; without a fallback it must be there. */
  count(names: string | readonly string[], fallback?: number): number
  /** The same for a number of layers, of which there are at most a thousand: layers may share their weights, so no file bounds them. */
  layers(names: string | readonly string[], fallback?: number): number
  /** A whole number of at least 0. */
  index(name: string, fallback?: number): number
  /** A finite number. */
  number(name: string, fallback?: number): number
  text(name: string, fallback?: string): string
  flag(name: string, fallback?: boolean): boolean
  /** As it stands in the file; undefined where it is missing or null. */
  raw(name: string): unknown
  /** The error to throw where values do not fit together. */
  refusal(problem: string): BenchError
}

/** No model has rows of a hundred million numbers: what is larger is damage, and memory. */
const most = 100_000_000
const mostLayers = 1000

export function createConfigValues(path: string, values: ReadonlyMap<string, unknown>): ConfigValues {
  const refusal = (problem: string) => new BenchError('MODEL', `${path}: ${problem}`)

  function read<T>(names: readonly string[], schema: z.ZodType<T>, expected: string, fallback: T | undefined): T {
    const name = names.find(each => values.get(each) != null)
    if (name === undefined) {
      if (fallback !== undefined) return fallback
      throw refusal(`${names[0]} is missing; expected ${expected}`)
    }
    const result = schema.safeParse(values.get(name))
    if (result.success) return result.data
    throw refusal(`${name} is ${JSON.stringify(values.get(name)).slice(0, 80)}; expected ${expected}`)
  }

  return {
    path,
    refusal,
    raw: name => values.get(name) ?? undefined,
    count: (names, fallback) =>
      read([names].flat(), z.int().min(1).max(most), `a whole number from 1 to ${most}`, fallback),
    layers: (names, fallback) =>
      read([names].flat(), z.int().min(1).max(mostLayers), `a whole number from 1 to ${mostLayers}`, fallback),
    index: (name, fallback) => read([name], z.int().min(0).max(most), `a whole number from 0 to ${most}`, fallback),
    number: (name, fallback) => read([name], z.number(), 'a number', fallback),
    text: (name, fallback) => read([name], z.string(), 'a string', fallback),
    flag: (name, fallback) => read([name], z.boolean(), 'true or false', fallback),
  }
}
