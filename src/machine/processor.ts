import os from 'node:os'
import si from 'systeminformation'
import type { Environment } from '../core/record.ts'
import { within } from './within.ts'

/** What a processor calls itself. CPUID numbers are null where there are none (Arm) or they cannot be read. */
export interface ProcessorIdentity {
  /** `AMD`, `Intel`, `ARM`, `Apple` …; empty where unknown. */
  readonly vendor: string
  /** A virtual machine may say as little as `AMD EPYC`. */
  readonly name: string
  readonly family: number | null
  readonly model: number | null
  readonly stepping: number | null
}

/** Instructions that change how fast, or how exactly, a network runs. */
const notable = new Set([
  ...['avx', 'avx2', 'fma', 'f16c', 'avx_vnni', 'avx_vnni_int8', 'amx_tile', 'amx_int8', 'amx_bf16', 'amx_fp16'],
  ...['avx512f', 'avx512bw', 'avx512vl', 'avx512_vnni', 'avx512_bf16', 'avx512_fp16'],
  ...['asimd', 'asimdhp', 'asimddp', 'i8mm', 'bf16', 'sve', 'sve2', 'sme'],
])

/**
 * The processor as the operating system tells it. `cores` are those of the machine; `threads` are the hardware threads that this
 * process may use, affinity and control groups considered.
 */
export async function describeProcessor(): Promise<{
  readonly cpu: Environment['cpu']
  readonly identity: ProcessorIdentity
}> {
  const threads = os.availableParallelism()
  // Runs `lscpu` (Linux), `sysctl` (macOS) or asks the registry (Windows); opens no connection.
  const facts = await within(3, si.cpu())
  const name = nameOf(facts)
  return {
    cpu: {
      model: name || 'unknown',
      cores: facts?.physicalCores || os.cpus().length || threads,
      threads,
      flags: (facts?.flags ?? '')
        .toLowerCase()
        .split(/\s+/)
        .filter(flag => notable.has(flag))
        .sort(),
    },
    identity: {
      vendor: facts?.vendor || facts?.manufacturer || '',
      name,
      family: numberOf(facts?.family),
      model: numberOf(facts?.model),
      stepping: numberOf(facts?.stepping),
    },
  }
}

function nameOf(facts: si.Systeminformation.CpuData | null): string {
  const own = os.cpus()[0]?.model.trim() ?? ''
  if (own !== '' && own !== 'unknown') return own.replace(/\s+/g, ' ')
  return [facts?.manufacturer, facts?.brand].filter(Boolean).join(' ').trim()
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null
}
