import type { Product } from '../graph-context.ts'
import type { FloatType } from '../onnx/graph-builder.ts'
import { blockWiseProduct } from './block-wise.ts'
import type { EmbeddingForm } from './embedding-form.ts'
import { floatProduct } from './float-product.ts'
import { rowWiseProduct } from './row-wise.ts'
import { tensorWiseProduct } from './tensor-wise.ts'

/** In what kinds of numbers a graph computes. */
export interface NumberForm {
  readonly float: FloatType
  /** Of the linear layers but the classifier; made anew for each graph. */
  readonly product: () => Product
  readonly embeddings: EmbeddingForm
}

const single = { float: 'float32', embeddings: 'float' } as const
const whole = { float: 'float32', embeddings: 'half' } as const

/** The precisions in which a graph can be built from the tensors of a checkpoint, by the names that records have for them. */
export const precisions = {
  fp32: { ...single, product: () => floatProduct },
  fp16: { float: 'float16', embeddings: 'float', product: () => floatProduct },
  'int8-rowwise': { ...whole, product: () => rowWiseProduct({ top: 127 }) },
  'int8-dynamic': { ...whole, product: tensorWiseProduct },
  'int8-blockwise': { ...whole, product: () => blockWiseProduct({ bits: 8, block: 32 }) },
  'int4-blockwise': { ...whole, product: () => blockWiseProduct({ bits: 4, block: 32 }) },
} as const satisfies Record<string, NumberForm>

export type Precision = keyof typeof precisions

export const precisionNames = Object.keys(precisions) as readonly Precision[]

/** What shorter names, and those of transformers.js, mean where a graph is built. */
const aliases: ReadonlyMap<string, Precision> = new Map([
  ['int8', 'int8-rowwise'],
  ['q8', 'int8-dynamic'],
  ['q4', 'int4-blockwise'],
])

/** The precision that `--dtype` names; null: only a file of that name can have it. */
export function precisionOf(dtype: string): Precision | null {
  return precisionNames.find(name => name === dtype) ?? aliases.get(dtype) ?? null
}
