import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { BenchError } from '../core/error.ts'
import { type LabelMap, parseLabelMap } from '../run/label-map.ts'
import { readShippedJson } from '../store/assets.ts'

const types = z.record(z.string().min(1), z.string().min(1).nullable())
const schema = z.strictObject({
  format: z.literal('bioner-bench/label-maps@1'),
  maps: z
    .array(
      z.strictObject({
        model: z.string().regex(/^[^*]+\*?$/, 'expected a reference, or the beginning of several and one *'),
        source: z.string().min(1),
        types,
      }),
    )
    .refine(maps => new Set(maps.map(map => map.model)).size === maps.length, 'a model is listed twice'),
})

/** A label map that ships with the package. */
export interface BuiltInLabelMap {
  /** A model reference, or the beginning of several, ending in `*`. */
  readonly model: string
  /** Where the labels of the model were read. */
  readonly source: string
  readonly types: LabelMap
}

/** Throws `ASSET`. */
export async function readBuiltInLabelMaps(): Promise<BuiltInLabelMap[]> {
  const { maps } = await readShippedJson('assets/label-maps.json', schema)
  return maps.map(map => ({ ...map, types: new Map(Object.entries(map.types)) }))
}

/** The map that names a reference; where several name the beginning of it, the one with the longest. */
export function findLabelMap(maps: readonly BuiltInLabelMap[], reference: string): BuiltInLabelMap | null {
  const exact = maps.find(map => map.model === reference)
  if (exact !== undefined) return exact
  const beginnings = maps.filter(map => map.model.endsWith('*') && reference.startsWith(map.model.slice(0, -1)))
  return beginnings.sort((a, b) => b.model.length - a.model.length)[0] ?? null
}

/** Label maps that ship with the package, by model reference. */
export async function builtInLabelMap(): Promise<(model: string) => LabelMap | null> {
  const maps = await readBuiltInLabelMaps()
  return model => findLabelMap(maps, model)?.types ?? null
}

/** What `--label-map` was given: `LABEL=TYPE,LABEL=…`, or a JSON file `{"LABEL": "TYPE" or null}`. Throws `ARGUMENT`. */
export async function readLabelMap(argument: string): Promise<LabelMap> {
  if (!argument.endsWith('.json')) return parseLabelMap(argument)
  let value: unknown
  try {
    value = JSON.parse(await readFile(argument, 'utf8'))
  } catch (cause) {
    throw new BenchError('ARGUMENT', `--label-map: ${argument}: not a readable JSON file`, { cause })
  }
  const result = types.safeParse(value)
  if (result.success) return new Map(Object.entries(result.data))
  throw new BenchError('ARGUMENT', `--label-map: ${argument}: expected {"LABEL": "TYPE" or null, …}`)
}
