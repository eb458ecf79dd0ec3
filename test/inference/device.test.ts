import { platform } from 'node:os'
import { listSupportedBackends } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { candidatesOf, formatDevice, parseDevice } from '../../src/inference/device/device.ts'
import { placementOf, refuseFallback } from '../../src/inference/device/node-placement.ts'
import { openOnnxTagger } from '../../src/inference/onnx-tagger.ts'
import { tinyModel, tinyReading, withTinyModel } from './fixtures.ts'

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
    expect(() => refuseFallback('m.onnx', device, nothing)).toThrow(expect.objectContaining({ code: 'FALLBACK' }))
  })

  test.each(['', 'x', '{}', '[]', '[{"cat":"Node","args":{}}]'])(
    'a profile %j that says nothing is refused',
    profile => {
      expect(() => placementOf(profile)).toThrow(/profile/)
    },
  )
})

describe('opening a model', () => {
  const open = (path: string, device: string) =>
    openOnnxTagger({ reference: path, name: 'fixture', path, device, reading: tinyReading })
  // There is no system that has both.
  const absent = platform() === 'darwin' ? 'dml' : 'coreml'

  test('a device that cannot be had is told from a model that cannot, and its reason from the rest of the message', async () => {
    const refused = await open(tinyModel, absent).catch(error => error)
    expect(refused).toMatchObject({ name: 'BenchError', code: 'DEVICE', reason: expect.stringMatching(/\S/) })
    expect(refused.message).toContain(`--device ${absent}: `)
    expect(refused.message).toContain(`cannot be opened there (${refused.reason}); it is there on `)
  })

  test('auto says what it passed over, for as many devices as come before the one that it took', async () => {
    const tagger = await open(tinyModel, 'auto')
    const passedOver = tagger.facts.notes.filter(note => note.startsWith('--device auto passed over '))
    const tried = candidatesOf(
      parseDevice('auto'),
      listSupportedBackends().map(({ name }) => name),
    )
    if (tagger.facts.providers.every(({ name }) => name === 'CPUExecutionProvider'))
      expect(passedOver).toHaveLength(tried.length - 1)
    else expect(passedOver.length).toBeLessThan(tried.length - 1)
    await tagger.close()
  })

  test('auto does not make a broken model into a missing device', async () => {
    await withTinyModel({ 'model.onnx': 'x' }, async folder => {
      await expect(open(folder, 'auto')).rejects.toMatchObject({ code: 'MODEL', reason: null })
    })
  })
})
