import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MergedTensors, mergeAdapter } from '../../../src/inference/checkpoint/adapter/merge-adapter.ts'
import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { float32File } from './files.ts'

type Tensors = Readonly<Record<string, { shape: number[]; values: number[] }>>

/** A matrix of small whole numbers that differ. */
export function matrix(rows: number, columns: number, first = 1): { shape: number[]; values: number[] } {
  return { shape: [rows, columns], values: Array.from({ length: rows * columns }, (_, i) => first + i) }
}

export const plainConfig = { peft_type: 'LORA', r: 2, lora_alpha: 4 }

/** Merges an adapter of these tensors (without `base_model.model.`) and this configuration into a base of those. */
export async function merge(
  base: Tensors,
  adapter: Tensors,
  config: object,
  look: (merged: MergedTensors) => Promise<void> = async () => {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bioner-adapter-'))
  try {
    for (const part of ['base', 'adapter']) mkdirSync(join(folder, part))
    writeFileSync(join(folder, 'base', 'model.safetensors'), float32File(base))
    const named = Object.fromEntries(Object.entries(adapter).map(([name, it]) => [`base_model.model.${name}`, it]))
    writeFileSync(join(folder, 'adapter', 'adapter_model.safetensors'), float32File(named))
    writeFileSync(join(folder, 'adapter', 'adapter_config.json'), JSON.stringify(config))
    await look(await mergeAdapter(await openTensors(join(folder, 'base')), join(folder, 'adapter')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
