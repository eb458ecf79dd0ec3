import { type ConfigValues, createConfigValues } from '../config-values.ts'

/** Tables of angles are constants of the graph. Published models have 8,192 positions and heads 64 wide: a thirty-second of this. */
const mostAngles = 16_777_216

/** Positions that the tables must cover, for heads of `size`. Throws `MODEL` where they would not fit, or where the halves of a head differ. */
export function readPositions(config: ConfigValues, size: number): number {
  if (size % 2 === 1) throw config.refusal(`the heads are ${size} wide; rotary positions need an even width`)
  const positions = config.count('max_position_embeddings')
  if (positions * size <= mostAngles) return positions
  throw config.refusal(
    `max_position_embeddings is ${positions} with heads ${size} wide; supported are up to ${Math.floor(mostAngles / size)}`,
  )
}

/**
 * The base of the angles: `rope_theta` at `path`, such as `rope_parameters.full_attention`, or in older files without `rope_parameters` the
 * key `older` at the top level. Throws `MODEL` where the angles are not of the plain kind.
 */
export function readTheta(
  config: ConfigValues,
  path: string,
  { older, fallback }: { readonly older: string; readonly fallback: number },
): number {
  refuseScaling(config)
  if (config.raw('rope_parameters') === undefined) return positiveTheta(config, older, fallback)
  const nested = valuesAt(config, path)
  const type = nested.text(`${path}.rope_type`, 'default')
  if (type !== 'default')
    throw config.refusal(`${path}.rope_type is ${JSON.stringify(type).slice(0, 80)}; supported is "default"`)
  const share = nested.number(`${path}.partial_rotary_factor`, 1)
  if (share !== 1) throw config.refusal(`${path}.partial_rotary_factor is ${share}; supported is 1`)
  return positiveTheta(nested, `${path}.rope_theta`, fallback)
}

function refuseScaling(config: ConfigValues): void {
  const scaling = config.raw('rope_scaling')
  if (scaling === undefined) return
  throw config.refusal(`rope_scaling is ${JSON.stringify(scaling).slice(0, 80)}; supported is null`)
}

/** The keys of the object at `path`, each by its whole path. */
function valuesAt(config: ConfigValues, path: string): ConfigValues {
  const [first = '', ...others] = path.split('.')
  let keys = keysOf(config.raw(first))
  for (const key of others) keys = keysOf(keys?.get(key))
  if (keys === null)
    throw config.refusal(`${path} is missing or not an object; expected rope_theta and rope_type there`)
  return createConfigValues(config.path, new Map([...keys].map(([key, value]) => [`${path}.${key}`, value])))
}

function keysOf(value: unknown): Map<string, unknown> | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? new Map(Object.entries(value)) : null
}

function positiveTheta(config: ConfigValues, name: string, fallback: number): number {
  const theta = config.number(name, fallback)
  if (theta > 0) return theta
  throw config.refusal(`${name} is ${theta}; expected a number above 0`)
}
