import { expect } from 'vitest'
import { sharedPath, whenShared } from '../../shared.ts'
import { runModels } from './models-command.ts'

const tiny = (...parts: string[]) => sharedPath('models', 'tiny', ...parts)

for (const name of ['bert-lora', 'bert-lora-no-head']) {
  whenShared(`${name}: base and adapter give the logits of peft`, async () => {
    const { exitCode, stdout } = await runModels(
      ...['verify', tiny(name, 'base'), '--adapter', tiny(name, 'adapter')],
      ...['--against', tiny(name, 'expected.json'), '--json'],
    )
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true })
  })
}

whenShared('an adapter over an ONNX graph is refused, and one that does not fit as well', async () => {
  const onnx = await runModels(
    'verify',
    sharedPath('models', 'tiny-onnx', 'bert'),
    '--adapter',
    tiny('bert-lora', 'adapter'),
    '--dtype',
    'fp32',
  )
  expect(onnx.exitCode).toBe(2)
  expect(onnx.stderr).toMatch(
    /--adapter .*: .*model\.onnx is an ONNX graph, over which no adapter can be laid; give the folder of the checkpoint/,
  )
  const other = await runModels('verify', tiny('bert'), '--adapter', tiny('bert-lora', 'adapter'))
  expect(other.exitCode).toBe(2)
})

whenShared('a device that cannot be had is refused with the remedy, and none is put in its place', async () => {
  const { exitCode, stdout, stderr } = await runModels('verify', tiny('bert'), '--device', 'coreml')
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(/--device coreml: .* cannot be opened there .*; it is there on macOS only/)
})
