import type { ConfigValues } from './config-values.ts'
import type { GraphBuilder, Value } from './onnx/graph-builder.ts'
import type { EmbeddingForm } from './precision/embedding-form.ts'
import type { LayerWeight, WeightTable } from './weight-table.ts'

/** What is known of the numbers that a layer reads: the lowest that there can be; null where it is not known. */
export type LowerBound = number | null

/** How linear layers multiply: `x Wᵀ + bias` of x [pieces, from]; without a bias where it is null. Of what is missing, the weight is named first. */
export type Product = (
  context: GraphContext,
  x: Value,
  weight: LayerWeight,
  bias: (() => Value) | null,
  lowest: LowerBound,
) => Value

/**
 * For what operators of onnxruntime's own stand in for several of ONNX's, fewer steps that not every device has: nothing, sums that are normalised, or attention
 * (`MultiHeadAttention`) besides.
 */
export type Fusion = 'none' | 'norms' | 'all'

/**
 * What an architecture builds from. Hidden states go through a graph as [pieces, width], all rows of the batch one behind the other,
 * so that a linear layer is one `Gemm` that takes PyTorch's [out, in] as it lies in the file.
 */
export interface GraphContext {
  readonly graph: GraphBuilder
  readonly config: ConfigValues
  readonly weights: WeightTable
  /** Of the linear layers; the classifier's is in floating point. */
  readonly product: Product
  readonly embeddings: EmbeddingForm
  readonly fused: Fusion
  /** Where the labels are named, and how many there are. */
  readonly labels: { readonly path: string; readonly count: number }
  /** int64 [rows, pieces]. */
  readonly inputIds: Value
  /** int64 [rows, pieces], 1 or 0. */
  readonly attentionMask: Value
  /** int64 [rows, pieces]; an input of the graph from the first call on. */
  readonly tokenTypeIds: () => Value
  /** int64 [2]: rows and pieces of the batch. */
  readonly extents: Value
  /** int64 vector [1]: pieces of a row, padding included. */
  readonly width: Value
}

/** What an architecture makes of a checkpoint: it reads and validates the keys of config.json, then adds the nodes. */
export interface Architecture {
  readonly modelTypes: readonly string[]
  /** Of the encoder's tensors, such as `bert`. */
  readonly prefix: string
  /** Returns the logits as [pieces, labels] (`classify`). Throws `MODEL`, naming config.json and key, or weights file and tensor. */
  build(context: GraphContext): Value
}
