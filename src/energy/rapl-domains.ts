import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A counter of Linux' powercap interface. */
export interface RaplDomain {
  /** As a reader knows it: `RAPL package-0`, `RAPL package-0 dram`. */
  readonly name: string
  readonly part: 'package' | 'dram'
  readonly energyPath: string
  /** Where the counter starts again from zero. */
  readonly rangeMicrojoules: number
}

/** Where Linux shows the counters. */
const powercapFolder = '/sys/class/powercap'

/**
 * The counters whose sum is the energy of the processors and their memory, each joule once: every `package-*`, and the `dram`
 * below it, which is beside the package and not in it. `core` and `uncore` are inside their package, `psys` is around all of
 * them, and `intel-rapl-mmio` is a second way to the counters of `intel-rapl`: all are left out. AMD's are called the same.
 * (Linux, Documentation/power/powercap/powercap.rst, and Intel's manual, volume 3B, on RAPL domains.)
 *
 * Without a package, or where one of the counters cannot be read, there is a reason and no domains: a sum with a part
 * missing would be a measured figure that is too low.
 */
export async function findRaplDomains(
  folder = powercapFolder,
): Promise<{ readonly domains: readonly RaplDomain[] } | { readonly domains: null; readonly reason: string }> {
  const entries = await readdir(folder).catch(() => null)
  if (entries === null) return { domains: null, reason: `no ${folder}: the system shows no power counters` }

  const zones = entries.filter(entry => /^intel-rapl:\d+(:\d+)?$/.test(entry)).sort()
  const names = new Map<string, string>()
  for (const zone of zones) {
    const name = await readText(join(folder, zone, 'name'))
    if (name !== null) names.set(zone, name)
  }
  const counted = new Map<string, string>()
  for (const zone of zones) {
    const label = labelOf(zone, names)
    if (label !== null && !counted.has(label)) counted.set(label, zone)
  }
  if (counted.size === 0) {
    return { domains: null, reason: `no processor package among the power counters in ${folder}` }
  }

  const domains: RaplDomain[] = []
  for (const [label, zone] of counted) {
    const energyPath = join(folder, zone, 'energy_uj')
    const range = Number(await readText(join(folder, zone, 'max_energy_range_uj')))
    const unreadable = await readCounter({ energyPath }).then(
      () => null,
      (error: unknown) => whyUnreadable(energyPath, error),
    )
    if (unreadable !== null) return { domains: null, reason: `RAPL ${label}: ${unreadable}` }
    if (!(range > 0)) return { domains: null, reason: `RAPL ${label}: max_energy_range_uj is not a number above 0` }
    domains.push({
      name: `RAPL ${label}`,
      part: label.endsWith(' dram') ? 'dram' : 'package',
      energyPath,
      rangeMicrojoules: range,
    })
  }
  return { domains }
}

/** Microjoules since some start; throws where the file cannot be read or is not a number. */
export async function readCounter(domain: Pick<RaplDomain, 'energyPath'>): Promise<number> {
  const text = (await readFile(domain.energyPath, 'utf8')).trim()
  if (!/^\d+$/.test(text)) throw new Error(`${domain.energyPath} is not a number: ${JSON.stringify(text)}`)
  return Number(text)
}

/** One clause, with the remedy where there is one. */
export function whyUnreadable(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EACCES' || code === 'EPERM') return `${path} is readable by root only (sudo chmod a+r ${path})`
  return `${path} cannot be read (${code ?? (error instanceof Error ? error.message : String(error))})`
}

function labelOf(zone: string, names: ReadonlyMap<string, string>): string | null {
  const name = names.get(zone)
  if (name === undefined) return null
  const parent = /^(.*:\d+):\d+$/.exec(zone)?.[1]
  if (parent === undefined) return name.startsWith('package') ? name : null
  const parentName = names.get(parent)
  return name === 'dram' && parentName?.startsWith('package') ? `${parentName} dram` : null
}

async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    text => text.trim(),
    () => null,
  )
}
