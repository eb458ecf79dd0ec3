import { join } from 'node:path'
import { z } from 'zod'
import { BenchError } from '../../../core/error.ts'
import { parseJson, readOptional } from '../json-file.ts'

/** What of adapter_config.json decides how the weights change. */
export interface AdapterConfig {
  readonly path: string
  /** As its maker called the model that the adapter is for; often a name on the Hub. */
  readonly baseModel: string | null
  readonly rank: number
  readonly alpha: number
  /** Divide alpha by √rank instead of the rank. */
  readonly rankStabilised: boolean
  /** Ranks of modules by pattern, in the order of the file; so too the alphas. */
  readonly rankPattern: ReadonlyMap<string, number>
  readonly alphaPattern: ReadonlyMap<string, number>
  /** Last parts of the names of modules that the adapter replaces as a whole. */
  readonly replaced: readonly string[]
}

const maxBytes = 4 * 1024 * 1024
const rank = z.int().positive()
const alpha = z.number()
const schema = z.looseObject({
  peft_type: z.string(),
  base_model_name_or_path: z.string().nullish(),
  r: rank.optional(),
  lora_alpha: alpha.optional(),
  use_rslora: z.boolean().nullish(),
  bias: z.string().nullish(),
  init_lora_weights: z.union([z.boolean(), z.string()]).nullish(),
  rank_pattern: z.record(z.string(), rank).nullish(),
  alpha_pattern: z.record(z.string(), alpha).nullish(),
  modules_to_save: z.array(z.string()).max(1000).nullish(),
})

/** Each of these changes the formula when it is set; left out, null, false or empty it does not. */
const otherFormulas = [
  'use_dora',
  'lora_bias',
  'use_qalora',
  'use_bdlora',
  'layer_replication',
  'target_parameters',
  'trainable_token_indices',
  'alora_invocation_tokens',
  'arrow_config',
  'kasa_config',
  'velora_config',
  'monteclora_config',
]

/** The others (pissa, olora, corda, loftq …) also change the weights of the base. */
const harmlessInits: readonly unknown[] = [true, false, null, undefined, 'gaussian', 'eva', 'orthogonal']

/** Heads of token classifiers: peft replaces them whether modules_to_save says so or not. */
const heads = ['classifier', 'score']

/**
 * Reads adapter_config.json of a folder. Throws `MODEL` where it is missing, is no such configuration, or asks for something other
 * than plain LoRA, naming the key. `fan_in_fan_out` is passed over, as peft does for linear layers.
 */
export async function readAdapterConfig(folder: string): Promise<AdapterConfig> {
  const path = join(folder, 'adapter_config.json')
  const bytes = await readOptional(path)
  if (bytes === null) throw new BenchError('MODEL', `${path}: not found; expected the folder of a LoRA adapter`)
  if (bytes.length > maxBytes) throw new BenchError('MODEL', `${path}: larger than ${maxBytes} bytes`)
  const config = parseJson(path, bytes, schema)
  refuseOthers(path, config)
  return {
    path,
    baseModel: config.base_model_name_or_path ?? null,
    // The defaults of peft.
    rank: config.r ?? 8,
    alpha: config.lora_alpha ?? 8,
    rankStabilised: config.use_rslora ?? false,
    rankPattern: new Map(Object.entries(config.rank_pattern ?? {})),
    alphaPattern: new Map(Object.entries(config.alpha_pattern ?? {})),
    replaced: [...new Set([...heads, ...(config.modules_to_save ?? [])])],
  }
}

function refuseOthers(path: string, config: z.infer<typeof schema>): void {
  const refuse = (key: string, value: unknown) => {
    const shown = JSON.stringify(value).slice(0, 80)
    return new BenchError('MODEL', `${path}: ${key} is ${shown}; of adapters only plain LoRA can be laid over a model`)
  }
  if (config.peft_type !== 'LORA') throw refuse('peft_type', config.peft_type)
  if ((config.bias ?? 'none') !== 'none') throw refuse('bias', config.bias)
  if (!harmlessInits.includes(config.init_lora_weights)) throw refuse('init_lora_weights', config.init_lora_weights)
  const fields = new Map(Object.entries(config))
  const other = otherFormulas.find(key => isSet(fields.get(key)))
  if (other !== undefined) throw refuse(other, fields.get(other))
}

function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return value !== undefined && value !== null && value !== false
}
