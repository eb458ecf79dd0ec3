import type { Product } from '../graph-context.ts'

/** In floating point: PyTorch's [out, in] is taken as it lies in the file. */
export const floatProduct: Product = ({ graph }, x, weight, bias) => {
  const inputs = [x, weight.take()]
  if (bias !== null) inputs.push(bias())
  return graph.node('Gemm', inputs, { transB: 1n })
}
