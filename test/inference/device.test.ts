import { describe, expect, test } from 'vitest'
import { candidatesOf, formatDevice, parseDevice } from '../../src/inference/device/device.ts'
import { placementOf, refuseFallback } from '../../src/inference/device/node-placement.ts'

describe('--device', () => {
  test.each(['auto', 'cpu', 'webgpu', 'cuda', 'cuda:1', 'tensorrt', 'coreml', 'dml:2'])(
    '%s is read and written',
    text => {
      expect(formatDevice(parseDevice(text))).toBe(text)
    },
  )

  test.each([
    ['webgp', /--device webgp: it is one of auto, cpu, .* did you mean webgpu\?/],
    ['cpu:1', /--device cpu:1: cpu takes no number/],
    ['cuda:-1', /--device cuda:-1: it is one of/],
    ['', /--device : it is one of/],
  ])('%j is refused', (text, message) => {
    expect(() => parseDevice(text)).toThrow(message)
  })

  test('auto tries what there is, the processor last', () => {
    const names = (device: string, backends: readonly string[]) =>
      candidatesOf(parseDevice(device), backends).map(formatDevice)
    expect(names('auto', ['cpu', 'webgpu', 'cuda'])).toEqual(['cuda', 'webgpu', 'cpu'])
    expect(names('auto', ['cpu'])).toEqual(['cpu'])
    expect(names('cuda:1', ['cpu'])).toEqual(['cuda:1'])
  })
})

describe('where nodes ran', () => {
  const node = (provider: string, op_name: string) => ({ cat: 'Node', args: { provider, op_name } })
  const profileOf = (...nodes: object[]) => JSON.stringify([{ cat: 'Session', args: {} }, ...nodes])
  const gpu = [node('WebGpuExecutionProvider', 'MatMul'), node('WebGpuExecutionProvider', 'Softmax')]

  test('is counted by provider, most nodes first', () => {
    const { providers } = placementOf(profileOf(...gpu, node('CPUExecutionProvider', 'Shape')))
    expect(providers).toEqual([
      { name: 'WebGpuExecutionProvider', nodes: 2 },
      { name: 'CPUExecutionProvider', nodes: 1 },
    ])
  })

  test('shapes may be handled by the processor, products of matrices may not', () => {
    const device = parseDevice('webgpu')
    const fine = placementOf(profileOf(...gpu, node('CPUExecutionProvider', 'Shape')))
    expect(() => refuseFallback('m.onnx', device, fine)).not.toThrow()
    const fallen = placementOf(profileOf(...gpu, node('CPUExecutionProvider', 'FusedMatMul')))
    expect(() => refuseFallback('m.onnx', device, fallen)).toThrow(
      /^m\.onnx: --device webgpu: not everything that counts ran there \(WebGpuExecutionProvider 2 nodes, CPUExecutionProvider 1 nodes\)/,
    )
    const nothing = placementOf(profileOf(node('WebGpuExecutionProvider', 'Add')))
    expect(() => refuseFallback('m.onnx', device, nothing)).toThrow(/not everything that counts/)
  })

  test.each(['', 'x', '{}', '[]', '[{"cat":"Node","args":{}}]'])(
    'a profile %j that says nothing is refused',
    profile => {
      expect(() => placementOf(profile)).toThrow(/profile/)
    },
  )
})
