import os from 'node:os'
import { describe, expect, test } from 'vitest'
import { describeEnvironment, describeMachine } from '../../src/machine/environment.ts'
import { memoryBytes } from '../../src/machine/memory.ts'
import { runProgram } from '../../src/machine/run-program.ts'
import { within } from '../../src/machine/within.ts'

describe('describeMachine', () => {
  test('says what this machine is', async () => {
    const { environment, processor } = await describeMachine()
    expect(environment.node).toBe(process.versions.node)
    expect(environment.platform).toBe(`${os.platform()} ${os.release()} ${os.arch()}`)
    expect(environment.cpu.model).toMatch(/\S/)
    expect(environment.cpu.cores).toBeGreaterThanOrEqual(1)
    expect(environment.cpu.threads).toBe(os.availableParallelism())
    expect(environment.memoryBytes).toBeGreaterThan(0)
    expect(environment.memoryBytes).toBeLessThanOrEqual(os.totalmem())
    expect(environment.harness.version).toMatch(/^\d+\.\d+\.\d+/)
    for (const number of [processor.family, processor.model, processor.stepping]) {
      expect(number === null || Number.isInteger(number)).toBe(true)
    }
  })

  test('can be written as JSON and read again without loss', async () => {
    const environment = await describeEnvironment()
    expect(JSON.parse(JSON.stringify(environment))).toEqual(environment)
  })
})

describe('memoryBytes', () => {
  test.each([
    ['a limit below the machine', 64e9, 2e9, 2e9],
    ['no limit, as Linux writes it', 64e9, 18_446_744_073_709_552_000, 64e9],
    ['a limit that is not known', 64e9, 0, 64e9],
  ])('%s', (_, machine, limit, expected) => {
    expect(memoryBytes(machine, limit)).toBe(expected)
  })
})

describe('within', () => {
  test('hands on what comes in time', async () => {
    expect(await within(60, Promise.resolve('fact'))).toBe('fact')
  })

  test('gives null for what fails or never comes', async () => {
    expect(await within(60, Promise.reject(new Error('no')))).toBeNull()
    expect(await within(0.01, new Promise(() => {}))).toBeNull()
  })
})

describe('runProgram', () => {
  const node = (code: string, seconds: number) => runProgram(process.execPath, ['--eval', code], { seconds })

  test('gives what the program printed', async () => {
    expect(await node('process.stdout.write("hello")', 60)).toBe('hello')
  })

  test('gives null for a program that fails, that is missing, or that hangs', async () => {
    expect(await node('process.exit(3)', 60)).toBeNull()
    expect(await runProgram('bioner-bench-no-such-program', [], { seconds: 60 })).toBeNull()
    expect(await node('setInterval(() => {}, 1000)', 0.05)).toBeNull()
  })
})
