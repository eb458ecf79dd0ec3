import os from 'node:os'
import type { Environment } from '../core/record.ts'
import { describeGpus } from './gpus.ts'
import { describeHarness, describeLibraries } from './harness.ts'
import { memoryBytes } from './memory.ts'
import { describeProcessor, type ProcessorIdentity } from './processor.ts'

/** The environment of a record, and the processor's numbers, which the energy table is looked up with. */
export interface Machine {
  readonly environment: Environment
  readonly processor: ProcessorIdentity
}

/**
 * Describes this machine and the software on it. Opens no connection. What cannot be found out is null, empty or says
 * `unknown`; nothing is waited for longer than five seconds.
 */
export async function describeMachine(): Promise<Machine> {
  const [harness, processor, gpus] = await Promise.all([describeHarness(), describeProcessor(), describeGpus()])
  return {
    environment: {
      harness,
      node: process.versions.node,
      platform: `${os.platform()} ${os.release()} ${os.arch()}`,
      libraries: describeLibraries(),
      cpu: processor.cpu,
      memoryBytes: memoryBytes(),
      gpus,
    },
    processor: processor.identity,
  }
}

/** The environment alone. */
export async function describeEnvironment(): Promise<Environment> {
  return (await describeMachine()).environment
}
