import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readTiny } from '../fixtures.ts'

interface Tensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** Weights for the configuration of the tiny model: 110 pieces, 40 positions, one layer of width 8, three labels. */
export function smallBert(): Map<string, Tensor> {
  const dense = (name: string, from: number, to: number) => ({ [`${name}.weight`]: [to, from], [`${name}.bias`]: [to] })
  const norm = (name: string) => ({ [`${name}.weight`]: [8], [`${name}.bias`]: [8] })
  const layer = 'bert.encoder.layer.0'
  const shapes = {
    'bert.embeddings.word_embeddings.weight': [110, 8],
    'bert.embeddings.position_embeddings.weight': [40, 8],
    'bert.embeddings.token_type_embeddings.weight': [2, 8],
    ...norm('bert.embeddings.LayerNorm'),
    ...dense(`${layer}.attention.self.query`, 8, 8),
    ...dense(`${layer}.attention.self.key`, 8, 8),
    ...dense(`${layer}.attention.self.value`, 8, 8),
    ...dense(`${layer}.attention.output.dense`, 8, 8),
    ...norm(`${layer}.attention.output.LayerNorm`),
    ...dense(`${layer}.intermediate.dense`, 8, 16),
    ...dense(`${layer}.output.dense`, 16, 8),
    ...norm(`${layer}.output.LayerNorm`),
    ...dense('classifier', 8, 3),
  }
  let drawn = 0
  // Multiples of 1/128 below 1 are exact in every floating-point type that weights are stored in.
  const draw = () => (((drawn++ * 7919) % 255) - 127) / 128
  return new Map(
    Object.entries(shapes).map(([name, shape]) => {
      const size = shape.reduce((product, extent) => product * extent, 1)
      return [name, { shape, values: Float32Array.from({ length: size }, draw) }]
    }),
  )
}

/** How numbers are stored. */
export interface Storage {
  readonly dtype: string
  readonly encode: (values: Float32Array) => ArrayBufferLike
}

const float32: Storage = { dtype: 'F32', encode: values => values.slice().buffer }

/** `shift` spaces behind the header put the numbers at an odd place. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  { dtype, encode } = float32,
  shift = 0,
): Buffer {
  const header: Record<string, unknown> = {}
  const parts: Buffer[] = []
  let end = 0
  for (const [name, { shape, values }] of tensors) {
    const part = Buffer.from(encode(values))
    parts.push(part)
    header[name] = { dtype, shape, data_offsets: [end, end + part.length] }
    end += part.length
  }
  const text = JSON.stringify(header)
  const padded = text.padEnd(Math.ceil(text.length / 8) * 8 + shift)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(padded.length))
  return Buffer.concat([length, Buffer.from(padded), ...parts])
}

/** config.json and tokenizer.json of the tiny model. */
export const smallBertFiles = { 'config.json': readTiny('config.json'), 'tokenizer.json': readTiny('tokenizer.json') }

/** Runs with a folder that holds these files, also in folders of their own. */
export async function withFiles<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  run: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-graph-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
