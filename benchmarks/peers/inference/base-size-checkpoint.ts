import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packagePath } from '../../../src/store/assets.ts'

const [hidden, layers, intermediate, positions, vocabulary] = [768, 12, 3072, 512, 30_522]
const labels = ['O', 'B-Disease', 'I-Disease']

/** Writes a BERT-base with random weights (436 MB of float32) and the tokenizer of the embedded model into a folder. */
export async function writeBaseSizeCheckpoint(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const embedded = packagePath('assets', 'models', 'minilm-l6-cdr-ncbi')
  await copyFile(join(embedded, 'tokenizer.json'), join(folder, 'tokenizer.json'))
  const tokenizer = JSON.parse(await readFile(join(embedded, 'tokenizer_config.json'), 'utf8'))
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(tokenizer))
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({
      model_type: 'bert',
      ...{ hidden_size: hidden, num_hidden_layers: layers, num_attention_heads: 12, intermediate_size: intermediate },
      ...{ max_position_embeddings: positions, vocab_size: vocabulary, type_vocab_size: 2, pad_token_id: 0 },
      id2label: Object.fromEntries(labels.entries()),
    }),
  )
  await writeTensors(join(folder, 'model.safetensors'), shapes())
}

function shapes(): Map<string, readonly number[]> {
  const tensors = new Map<string, readonly number[]>()
  const linear = (name: string, out: number, into: number) => {
    tensors.set(`${name}.weight`, [out, into]).set(`${name}.bias`, [out])
  }
  const norm = (name: string) => tensors.set(`${name}.weight`, [hidden]).set(`${name}.bias`, [hidden])
  tensors.set('bert.embeddings.word_embeddings.weight', [vocabulary, hidden])
  tensors.set('bert.embeddings.position_embeddings.weight', [positions, hidden])
  tensors.set('bert.embeddings.token_type_embeddings.weight', [2, hidden])
  norm('bert.embeddings.LayerNorm')
  for (let layer = 0; layer < layers; layer++) {
    const at = `bert.encoder.layer.${layer}`
    for (const part of ['query', 'key', 'value']) linear(`${at}.attention.self.${part}`, hidden, hidden)
    linear(`${at}.attention.output.dense`, hidden, hidden)
    norm(`${at}.attention.output.LayerNorm`)
    linear(`${at}.intermediate.dense`, intermediate, hidden)
    linear(`${at}.output.dense`, hidden, intermediate)
    norm(`${at}.output.LayerNorm`)
  }
  linear('classifier', labels.length, hidden)
  return tensors
}

async function writeTensors(path: string, tensors: ReadonlyMap<string, readonly number[]>): Promise<void> {
  const sizeOf = (shape: readonly number[]) => shape.reduce((size, extent) => size * extent, 1)
  let offset = 0
  const header = new Map<string, object>()
  for (const [name, shape] of tensors) {
    const end = offset + sizeOf(shape) * 4
    header.set(name, { dtype: 'F32', shape, data_offsets: [offset, end] })
    offset = end
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  const file = createWriteStream(path)
  file.write(length)
  file.write(json)
  const draw = createDraws()
  for (const [name, shape] of tensors) {
    const isGain = name.endsWith('LayerNorm.weight')
    const values = Float32Array.from({ length: sizeOf(shape) }, () => (isGain ? 1 : 0) + draw() * 0.08)
    if (!file.write(Buffer.from(values.buffer))) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

/** Numbers between -0.5 and 0.5, the same in every run. */
function createDraws(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}
