import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { type Device, formatDevice } from './device.ts'

/** How many nodes of a graph a provider ran. */
export interface ProviderNodes {
  readonly name: string
  readonly nodes: number
}

/** Where the nodes of a graph really ran, as onnxruntime's profile of one run has it. */
export interface NodePlacement {
  /** Most nodes first. */
  readonly providers: readonly ProviderNodes[]
  /** Providers that ran the products of matrices, where nearly all of the time goes. */
  readonly matrixProviders: ReadonlySet<string>
}

const schema = z.array(
  z.looseObject({
    cat: z.string().optional(),
    args: z.looseObject({ provider: z.string().optional(), op_name: z.string().optional() }).optional(),
  }),
)

const matrixOperators = /^(Fused|Transpose)*MatMul|^(Fused)?Gemm|Attention$|^MatMulNBits|^Conv/

/** Reads a profile. Throws `INFERENCE` where it is none, or names no provider. */
export function placementOf(profile: string): NodePlacement {
  const parsed = schema.safeParse(parse(profile))
  const nodes = new Map<string, number>()
  const matrixProviders = new Set<string>()
  for (const { cat, args } of parsed.data ?? []) {
    if (cat !== 'Node' || args?.provider === undefined) continue
    nodes.set(args.provider, (nodes.get(args.provider) ?? 0) + 1)
    if (matrixOperators.test(args.op_name ?? '')) matrixProviders.add(args.provider)
  }
  if (nodes.size === 0) throw new BenchError('INFERENCE', 'onnxruntime’s profile does not say which provider ran what')
  const providers = [...nodes].map(([name, count]) => ({ name, nodes: count }))
  return { providers: providers.sort((a, b) => b.nodes - a.nodes || byCodePoint(a.name, b.name)), matrixProviders }
}

/**
 * Throws `FALLBACK` where a device was asked for and products of matrices ran elsewhere: that would be the fallback that nobody sees. Nodes that
 * only handle shapes run on the processor everywhere.
 */
export function refuseFallback(path: string, device: Device, { matrixProviders, providers }: NodePlacement): void {
  const own = providerOf(device)
  if (matrixProviders.size > 0 && [...matrixProviders].every(name => name === own)) return
  const ran = providers.map(({ name, nodes }) => `${name} ${nodes} nodes`).join(', ')
  throw new BenchError(
    'FALLBACK',
    `${path}: --device ${formatDevice(device)}: not everything that counts ran there (${ran}); use another export of the model, or --device cpu`,
  )
}

/** As onnxruntime calls it. */
function providerOf({ kind }: Device): string {
  switch (kind) {
    case 'webgpu':
      return 'WebGpuExecutionProvider'
    case 'cuda':
      return 'CUDAExecutionProvider'
    case 'tensorrt':
      return 'TensorrtExecutionProvider'
    case 'coreml':
      return 'CoreMLExecutionProvider'
    case 'dml':
      return 'DmlExecutionProvider'
    case 'auto':
    case 'cpu':
      return 'CPUExecutionProvider'
  }
}

function parse(profile: string): unknown {
  try {
    return JSON.parse(profile)
  } catch (cause) {
    throw new BenchError('INFERENCE', 'onnxruntime’s profile of a run is not JSON', { cause })
  }
}
