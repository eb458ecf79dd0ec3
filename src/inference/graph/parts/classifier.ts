import { BenchError } from '../../../core/error.ts'
import type { GraphContext } from '../graph-context.ts'
import type { Value } from '../onnx/graph-builder.ts'
import { floatProduct } from '../precision/float-product.ts'
import { linear } from './linear.ts'

/**
 * Logits [pieces, labels] of the last hidden state, [pieces, hidden]. Throws `MODEL` where the classifier is missing or has not as many rows as there are labels.
 */
export function classify(context: GraphContext, x: Value, hidden: number): Value {
  const { weights, labels } = context
  const rows = weights.shapeOf('classifier.weight')?.[0]
  if (rows !== undefined && rows !== labels.count) {
    throw new BenchError(
      'MODEL',
      `${labels.path}: id2label names ${labels.count} labels, but classifier.weight has ${rows} rows`,
    )
  }
  return linear({ ...context, product: floatProduct }, x, 'classifier', { from: hidden, to: labels.count })
}
