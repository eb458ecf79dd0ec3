import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BenchError } from '../../core/error.ts'
import { gridIntensity } from '../../energy/grid.ts'
import { selectInstruments } from '../../energy/instruments.ts'
import { describeMachine, type Machine } from '../../machine/environment.ts'
import { benchHome, corpusRoots, type Environment } from '../../store/corpus/roots.ts'
import { readHubSettings } from '../../store/hub/settings.ts'
import { isOnDisk, registered, registeredCorpora } from '../corpora/references.ts'
import { examineDevices } from './devices.ts'
import type { Finding } from './finding.ts'

export type { Finding } from './finding.ts'

/** Looks at all that a run depends on. Opens no connection and changes nothing; the only files written are temporary. */
export async function examine(env: Environment): Promise<Finding[]> {
  const described = await describeMachine()
  const parts = [examineDevices(), meters(described, env), corpora(env), hub(env), disk(env)]
  return [...machine(described), ...(await Promise.all(parts)).flat()]
}

function machine({ environment }: Machine): Finding[] {
  const { cpu, memoryBytes, gpus } = environment
  const cards = gpus.map(gpu => gpu.model)
  const vnni = cpu.flags.some(flag => /vnni/.test(flag))
  return [
    { area: 'machine', name: 'node', state: 'ok', detail: environment.node, remedy: null },
    {
      area: 'machine',
      name: 'processor',
      state: 'ok',
      detail: `${cpu.model}, ${cpu.cores} cores, ${gigabytes(memoryBytes)} GB memory`,
      remedy: null,
    },
    {
      ...{ area: 'machine', name: 'int8 kernels' },
      state: vnni ? 'ok' : 'missing',
      detail: vnni ? 'VNNI' : 'no VNNI: int8 models are slower here, and 8-bit weights can saturate',
      remedy: null,
    },
    {
      area: 'machine',
      name: 'graphics card',
      state: cards.length > 0 ? 'ok' : 'missing',
      detail: cards.join(', ') || 'none seen',
      remedy: null,
    },
  ]
}

async function meters({ processor }: Machine, env: Environment): Promise<Finding[]> {
  const { missing, power } = await selectInstruments({ processor })
  const [rapl] = missing
  const measured: Finding =
    rapl === undefined
      ? { area: 'meters', name: 'RAPL', state: 'ok', detail: 'energy of the processor is measured', remedy: null }
      : {
          ...{ area: 'meters', name: 'RAPL', state: 'missing', detail: rapl.reason },
          remedy: `energy is estimated (${power.wattsPerBusyThread.toFixed(1)} W a busy thread); where the counters are there but closed: sudo chmod a+r /sys/class/powercap/*/energy_uj`,
        }
  return [measured, regionOf(env.BIONER_REGION || null)]
}

function regionOf(region: string | null): Finding {
  const name = 'grid region'
  try {
    const { region: shown, gramsPerKilowattHour } = gridIntensity(region)
    const detail = `${shown}, ${gramsPerKilowattHour} g CO2e/kWh`
    return region === null
      ? {
          area: 'meters',
          name,
          state: 'missing',
          detail: `${detail} is assumed`,
          remedy: 'set BIONER_REGION to your country, as three letters',
        }
      : { area: 'meters', name, state: 'ok', detail, remedy: null }
  } catch (error) {
    return problem('meters', name, error)
  }
}

async function corpora(env: Environment): Promise<Finding[]> {
  try {
    const roots = corpusRoots(env)
    const references = registeredCorpora.map(corpus => registered(corpus.id))
    const present = await Promise.all(references.map(reference => isOnDisk(reference, 'test', roots)))
    const absent = references.filter((_, index) => !present[index]).map(({ corpus }) => corpus.id)
    const data = env.BIONER_DATA ? `BIONER_DATA is ${env.BIONER_DATA}` : 'BIONER_DATA is not set'
    return [
      {
        ...{ area: 'corpora', name: 'test splits' },
        state: absent.length === 0 ? 'ok' : 'missing',
        detail: `${references.length - absent.length} of ${references.length} on disk; ${data}`,
        remedy: absent.length === 0 ? null : `bioner-bench datasets fetch ${absent.join(' ')}`,
      },
    ]
  } catch (error) {
    return [problem('corpora', 'test splits', error)]
  }
}

async function hub(env: Environment): Promise<Finding[]> {
  try {
    const { endpoint, cache, token, offline } = await readHubSettings(env)
    const connections = offline === null ? 'connections allowed' : `${offline} forbids connections`
    const detail = `${endpoint.origin}, cache ${cache}, ${token === null ? 'no token' : 'a token is set'}, ${connections}`
    return [{ area: 'models', name: 'Hub', state: 'ok', detail, remedy: null }]
  } catch (error) {
    return [problem('models', 'Hub', error)]
  }
}

async function disk(env: Environment): Promise<Finding[]> {
  const home = benchHome(env)
  const folder = await nearestFolder(home)
  const { bavail, bsize } = await statfs(folder)
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  const detail = `${home}, ${gigabytes(bavail * bsize)} GB free`
  return [
    writable
      ? { area: 'disk', name: 'BIONER_HOME', state: 'ok', detail, remedy: null }
      : {
          area: 'disk',
          name: 'BIONER_HOME',
          state: 'problem',
          detail: `${detail}; it cannot be written`,
          remedy: 'set BIONER_HOME to a folder of yours',
        },
  ]
}

/** The folder itself, or the nearest one above it that is there. */
async function nearestFolder(path: string): Promise<string> {
  const there = await stat(path).catch(() => null)
  return there !== null || dirname(path) === path ? path : nearestFolder(dirname(path))
}

function problem(area: Finding['area'], name: string, error: unknown): Finding {
  if (!(error instanceof BenchError)) throw error
  return { area, name, state: 'problem', detail: error.message, remedy: null }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)
}
