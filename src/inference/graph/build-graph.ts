import type { TensorSources } from '../checkpoint/tensors/stored-tensor.ts'
import { createConfigValues } from './config-values.ts'
import type { Fusion } from './graph-context.ts'
import { architectures } from './index.ts'
import { createGraphBuilder } from './onnx/graph-builder.ts'
import type { OnnxModel } from './onnx/model-proto.ts'
import { type NumberForm, type Precision, precisions } from './precision/precisions.ts'
import { createWeightTable } from './weight-table.ts'

export interface GraphSource {
  /** Of config.json, for messages. */
  readonly path: string
  /** The keys of config.json as they stand there. */
  readonly values: ReadonlyMap<string, unknown>
  readonly weights: TensorSources
  readonly labels: { readonly path: string; readonly count: number }
}

/** How a graph computes; what it computes is the architecture's business. */
export interface GraphForm {
  readonly precision: Precision
  readonly fused: Fusion
}

/** ONNX's own operators in float32. */
export const plainForm: GraphForm = { precision: 'fp32', fused: 'none' }

export interface BuiltGraph {
  readonly model: OnnxModel
  /** Names of the tensors that the graph uses; the others belong to other heads. */
  readonly used: readonly string[]
}

/**
 * Builds the graph of a token classifier from what its checkpoint says: inputs `input_ids`, `attention_mask` and perhaps `token_type_ids`, int64 [batch, sequence];
 * output `logits`, float32 [batch, sequence, labels]. The weights stay in their files. Throws `MODEL`, naming config.json and key or weights file and tensor.
 */
export function buildGraph(source: GraphSource, { precision, fused }: GraphForm): BuiltGraph {
  const form: NumberForm = precisions[precision]
  const { path, values, weights: sources, labels } = source
  const config = createConfigValues(path, values)
  const modelType = config.text('model_type')
  const architecture = architectures.find(({ modelTypes }) => modelTypes.includes(modelType))
  if (architecture === undefined) {
    const known = architectures.flatMap(({ modelTypes }) => modelTypes)
    throw config.refusal(`model_type is ${JSON.stringify(modelType)}; supported are ${known.join(', ')}`)
  }
  const graph = createGraphBuilder(form.float)
  const weights = createWeightTable(graph, sources, architecture.prefix)
  const shape = ['batch', 'sequence']
  const inputIds = graph.input('input_ids', 'int64', shape)
  const attentionMask = graph.input('attention_mask', 'int64', shape)
  let typeIds: ReturnType<typeof graph.input> | null = null
  const extents = graph.node('Shape', [inputIds])
  const logits = architecture.build({
    graph,
    config,
    weights,
    labels,
    product: form.product(),
    embeddings: form.embeddings,
    fused,
    inputIds,
    attentionMask,
    tokenTypeIds() {
      typeIds ??= graph.input('token_type_ids', 'int64', shape)
      return typeIds
    },
    extents,
    width: graph.node('Slice', [extents, graph.constant([1n]), graph.constant([2n])]),
  })
  const rows = graph.node('Concat', [extents, graph.constant([BigInt(labels.count)])], { axis: 0n })
  const shaped = graph.node('Reshape', [logits, rows])
  const answer = form.float === 'float32' ? shaped : graph.node('Cast', [shaped], { to: 1n })
  graph.output('logits', answer, 'float32', [...shape, labels.count])
  return { model: graph.finish(), used: [...weights.used] }
}
