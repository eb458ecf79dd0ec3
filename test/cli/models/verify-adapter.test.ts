import { expect, test } from 'vitest'
import { sharedPath, whenShared } from '../../shared.ts'
import { runModels, tinyBert } from './models-command.ts'

const tiny = (...parts: string[]) => sharedPath('models', 'tiny', ...parts)

for (const name of ['bert-lora', 'bert-lora-no-head']) {
  for (const mode of [[], ['--adapter-mode', 'merged'], ['--adapter-mode', 'branches']]) {
    whenShared(`${name}: base and adapter give the logits of peft ${mode.join(' ')}`, async () => {
      const { exitCode, stdout } = await runModels(
        ...['verify', tiny(name, 'base'), '--adapter', tiny(name, 'adapter'), ...mode],
        ...['--against', tiny(name, 'expected.json'), '--json'],
      )
      expect(exitCode).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ ok: true })
    })
  }
}

test('a mode that there is not, and a mode without an adapter, are refused', async () => {
  const refused = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await runModels('verify', tinyBert, '--adapter-mode', ...args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    return stderr
  }
  expect(await refused('branch', '--adapter', tinyBert)).toMatch(/merged, branches; did you mean branches\?/)
  expect(await refused('branches', '--against', 'none.json')).toBe(
    'bioner-bench: --adapter-mode branches: there is no adapter; name its folder with --adapter DIR\n',
  )
})

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
