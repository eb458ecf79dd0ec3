import { z } from 'zod'
import { readPowerAsset } from './power-asset.ts'

/** What a processor is recognised by. The machine door finds it out; the doors import nothing of each other. */
export interface ProcessorIdentity {
  readonly vendor: string
  readonly name: string
  readonly family: number | null
  readonly model: number | null
  readonly stepping: number | null
}

/** Watts of one busy hardware thread, and where the figure is from. */
export interface ProcessorPower {
  /** The row of the table; for a processor that is not in it, that this is a stand-in, and which. */
  readonly name: string
  readonly wattsPerBusyThread: number
  readonly source: string
  readonly known: boolean
}

const numbers = z.array(z.int().nonnegative()).min(1)
const matchSchema = z.strictObject({
  vendor: z.string().min(1),
  family: z.int().nonnegative().optional(),
  models: numbers.optional(),
  steppings: numbers.optional(),
  brand: z.string().min(1).optional(),
})
const tableSchema = z.object({
  format: z.literal('bioner-bench/processors@1'),
  sources: z.record(z.string(), z.object({ title: z.string().min(1), url: z.url(), licence: z.string().min(1) })),
  processors: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        wattsPerBusyThread: z.number().positive(),
        source: z.string().min(1),
        match: z.array(matchSchema).min(1),
      }),
    )
    .min(1),
})
type Table = z.infer<typeof tableSchema>

/**
 * The row of `assets/power/processors.json` for this processor. One that is not in the table gets the median of all rows, and
 * the name says so. Throws `ASSET` where the table cannot be used.
 */
export function processorPowerOf(processor: ProcessorIdentity, folder?: string): ProcessorPower {
  const { sources, processors } = readPowerAsset('processors.json', tableSchema, folder)
  const row = processors.find(candidate => candidate.match.some(match => matches(match, processor)))
  if (row !== undefined) {
    const { name, wattsPerBusyThread, source } = row
    return { name, wattsPerBusyThread, source: sources[source]?.title ?? source, known: true }
  }
  const titles = new Set(processors.map(({ source }) => sources[source]?.title ?? source))
  return {
    name: `${processor.name || 'unnamed processor'}, not in the table, so the median of its ${processors.length} microarchitectures`,
    wattsPerBusyThread: medianOf(processors.map(({ wattsPerBusyThread }) => wattsPerBusyThread)),
    source: [...titles].join('; '),
    known: false,
  }
}

function matches(match: Table['processors'][number]['match'][number], processor: ProcessorIdentity): boolean {
  return (
    match.vendor === processor.vendor &&
    (match.family === undefined || match.family === processor.family) &&
    includes(match.models, processor.model) &&
    includes(match.steppings, processor.stepping) &&
    (match.brand === undefined || processor.name.includes(match.brand))
  )
}

function includes(allowed: readonly number[] | undefined, value: number | null): boolean {
  return allowed === undefined || (value !== null && allowed.includes(value))
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = Math.floor(sorted.length / 2)
  const [low, high] = sorted.slice(upper - (sorted.length % 2 === 0 ? 1 : 0), upper + 1)
  return ((low as number) + (high ?? (low as number))) / 2
}
