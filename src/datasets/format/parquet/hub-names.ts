import { z } from 'zod'

const namesSchema = z.object({ names: z.array(z.string()).min(1) })
const nestedSchema = z.object({ feature: z.unknown() })
const noteSchema = z.object({ info: z.object({ features: z.record(z.string(), z.unknown()) }) })

/**
 * The names of the labels in a column, as the datasets library notes them in a file (key `huggingface`); null where it does not:
 * no note, no such column, or a column of plain numbers or texts.
 */
export function labelNames(note: string | undefined, column: string): readonly string[] | null {
  const features = noteSchema.safeParse(parse(note)).data?.info.features
  let feature = features && Object.hasOwn(features, column) ? features[column] : undefined
  // Lists were written as [feature], then as { feature }.
  for (let depth = 0; depth < maxDepth; depth++) {
    const names = namesSchema.safeParse(feature).data?.names
    if (names !== undefined) return names
    feature = Array.isArray(feature) ? feature[0] : nestedSchema.safeParse(feature).data?.feature
  }
  return null
}

const maxDepth = 4

function parse(note: string | undefined): unknown {
  try {
    return note === undefined ? null : JSON.parse(note)
  } catch {
    return null
  }
}
