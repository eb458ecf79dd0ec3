import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { BenchError } from '../core/error.ts'
import { type LabelMap, parseLabelMap } from '../run/label-map.ts'
import { readShippedJson } from '../store/assets.ts'

const types = z.record(z.string().min(1), z.string().min(1).nullable())
const schema = z.strictObject({
  format: z.literal('bioner-bench/label-maps@1'),
  maps: z.array(z.strictObject({ model: z.string(), source: z.string().min(1), types })),
})

/** Label maps that ship with the package, by model reference. */
export async function builtInLabelMap(): Promise<(model: string) => LabelMap | null> {
  const { maps } = await readShippedJson('assets/label-maps.json', schema)
  const byModel = new Map(maps.map(map => [map.model, new Map(Object.entries(map.types))]))
  return model => byModel.get(model) ?? null
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
