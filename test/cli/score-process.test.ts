import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { fixture, runScore } from './score-command.ts'

const program = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
const run = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [program, 'score', ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
  })

test('the program prints what it prints in this process', async () => {
  const args = [fixture('gold.tsv'), fixture('pred.tsv')]
  const { status, stdout, stderr } = run(args)
  expect({ exitCode: status, stdout, stderr }).toEqual(await runScore(args))
})

test('standard input is read to its end', () => {
  const { status, stdout } = run(['-', '--json'], 'a B-X B-X\n'.repeat(50_000))
  expect({ status, tp: JSON.parse(stdout).scores[0].micro.tp }).toEqual({ status: 0, tp: 50_000 })
})

test('bad input ends with exit code 2 and one sentence, without a stack', () => {
  const { status, stdout, stderr } = run([fixture('gold.tsv'), 'nowhere.tsv'])
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'bioner-bench: nowhere.tsv: no such file\n',
  })
})
