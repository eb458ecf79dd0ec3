import type { Product } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import { integerWeight } from './integer-weight.ts'

interface QuantizedTensor {
  readonly numbers: Value
  readonly scale: Value
  readonly zero: Value
}

/**
 * Ordinary dynamic int8, for comparison: one scale and zero for all activations of a layer, taken from the batch as it comes, so that a sentence's logits depend on its
 * batch mates; a scale for each output of the weights. What `quantize_dynamic` of onnxruntime with per_channel makes of a graph.
 */
export function tensorWiseProduct(): Product {
  const known = new Map<Value, QuantizedTensor>()
  return (context, x, weight, bias) => {
    const { graph } = context
    let tensor = known.get(x)
    if (tensor === undefined) {
      const [numbers, scale, zero] = graph.nodes('DynamicQuantizeLinear', [x], 3) as [Value, Value, Value]
      tensor = { numbers, scale, zero }
      known.set(x, tensor)
    }
    const { numbers, scales } = integerWeight(weight, 127)
    const inputs = [tensor.numbers, numbers, tensor.scale, scales, tensor.zero]
    if (bias !== null) inputs.push(graph.absent, bias())
    return graph.node('MatMulIntegerToFloat', inputs, {}, 'com.microsoft')
  }
}
