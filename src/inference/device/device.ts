import { BenchError } from '../../core/error.ts'
import { didYouMean } from '../../core/text/did-you-mean.ts'

/** What a session can be asked to run on. `auto`: the first accelerator that works, else the processor. */
export const deviceKinds = ['auto', 'cpu', 'webgpu', 'cuda', 'tensorrt', 'coreml', 'dml'] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** `index` picks a card; 0 is the first. */
export interface Device {
  readonly kind: DeviceKind
  readonly index: number
}

/** Reads `webgpu` or `cuda:1`. Throws `ARGUMENT` with the nearest name. */
export function parseDevice(text: string): Device {
  const [, name = '', index = '0'] = /^([a-z]+)(?::(\d{1,2}))?$/.exec(text) ?? []
  const kind = deviceKinds.find(known => known === name)
  if (kind === undefined) {
    throw new BenchError(
      'ARGUMENT',
      `--device ${text}: it is one of ${deviceKinds.join(', ')}, and may have a number (cuda:1)${didYouMean(name || text, deviceKinds)}`,
    )
  }
  if (index !== '0' && kind !== 'cuda' && kind !== 'tensorrt' && kind !== 'dml') {
    throw new BenchError('ARGUMENT', `--device ${text}: ${kind} takes no number`)
  }
  return { kind, index: Number(index) }
}

/** As it could be typed. */
export function formatDevice({ kind, index }: Device): string {
  return index === 0 ? kind : `${kind}:${index}`
}

/** What `auto` tries, in this order, of the backends that this build of onnxruntime has. */
export function candidatesOf(device: Device, backends: readonly string[]): readonly Device[] {
  if (device.kind !== 'auto') return [device]
  const order: readonly DeviceKind[] = ['cuda', 'dml', 'coreml', 'webgpu']
  return [...order.filter(kind => backends.includes(kind)), 'cpu' as const].map(kind => ({ kind, index: 0 }))
}

/** What to do where a device cannot be had. */
export function remedyFor(kind: DeviceKind): string {
  switch (kind) {
    case 'webgpu':
      return 'it needs a graphics driver with Vulkan (Linux: libvulkan1 and the driver of the card), Direct3D 12 or Metal'
    case 'cuda':
      return (
        'it needs an NVIDIA card, CUDA with cuDNN 9, and the CUDA files of onnxruntime-node: run its install script (CUDA 12, without ONNXRUNTIME_NODE_INSTALL=skip), ' +
        'or copy libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so from the Python package onnxruntime-gpu of the same version (CUDA 13) beside libonnxruntime.so.1'
      )
    case 'tensorrt':
      return 'it needs what cuda needs, and TensorRT 10'
    case 'coreml':
      return 'it is there on macOS only'
    case 'dml':
      return 'it is there on Windows only'
    case 'cpu':
    case 'auto':
      return 'onnxruntime-node ships no binary for this system'
  }
}
