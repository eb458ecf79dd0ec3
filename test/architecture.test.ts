import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const source = resolve(import.meta.dirname, '..', 'src')

/** Which rooms a room may import besides itself and `core`; see docs/architecture.md. */
const allowed: Record<string, readonly string[]> = {
  core: [],
  tags: [],
  datasets: ['tags'],
  eval: ['tags'],
  prior: ['eval'],
  report: ['eval', 'prior'],
  run: ['eval', 'tags'],
  inference: ['tags'],
  load: [],
  energy: [],
  machine: [],
  store: [],
  queue: [],
}
const pureRooms = ['core', 'tags', 'datasets', 'eval', 'prior', 'report', 'run']

interface Module {
  readonly path: string
  readonly room: string
  readonly text: string
  readonly imports: readonly string[]
}

const modules = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map((path): Module => {
    const text = readFileSync(join(source, path), 'utf8')
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
    const imports = [...code.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*'([^']+)'|import\(\s*'([^']+)'/g)]
    return { path, room: roomOf(path), text: code, imports: imports.map(match => match[1] ?? match[2] ?? '') }
  })

function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : path
}

function importedRooms(module: Module): string[] {
  return module.imports
    .filter(target => target.startsWith('.'))
    .map(target => roomOf(relative(source, resolve(source, dirname(module.path), target))))
    .filter(room => room !== module.room)
}

describe('who may import whom', () => {
  test('every room is known', () => {
    const rooms = new Set(modules.map(module => module.room))
    expect([...rooms].filter(room => !(room in allowed)).sort()).toEqual(['cli', 'index.ts', 'wire'])
  })

  test('rooms import core and what the plan allows', () => {
    const violations = modules
      .filter(module => module.room in allowed)
      .flatMap(module =>
        importedRooms(module)
          .filter(room => room !== 'core' && !allowed[module.room]?.includes(room))
          .map(room => `${module.path} imports ${room}`),
      )
    expect(violations).toEqual([])
  })

  test('only the porch and the public surface import the wire', () => {
    const importers = modules.filter(module => importedRooms(module).includes('wire')).map(module => module.room)
    expect([...new Set(importers)].sort()).toEqual(['cli', 'index.ts'])
  })

  test('the porch imports the wire and core only', () => {
    const targets = modules.filter(module => module.room === 'cli').flatMap(importedRooms)
    expect([...new Set(targets)].sort()).toEqual(['core', 'wire'])
  })
})

describe('pure rooms', () => {
  const pure = modules.filter(module => pureRooms.includes(module.room))

  test('import no module of node', () => {
    expect(pure.filter(module => module.imports.some(target => target.startsWith('node:'))).map(m => m.path)).toEqual(
      [],
    )
  })

  test('use no clock, randomness, network, process or console', () => {
    const worldly =
      /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|fetch\(|process\.|console\.|setTimeout|crypto\.)/
    expect(pure.filter(module => worldly.test(module.text)).map(module => module.path)).toEqual([])
  })
})

describe('the shape of the house', () => {
  test('nothing is called utils, helpers or common', () => {
    expect(modules.filter(module => /(^|\/)(utils?|helpers?|common|misc)\b/.test(module.path))).toEqual([])
  })

  test('no file is longer than 250 lines, no folder holds more than 15 files', () => {
    const long = modules
      .filter(m => readFileSync(join(source, m.path), 'utf8').split('\n').length > 251)
      .map(m => m.path)
    const folders = Map.groupBy(modules, module => dirname(module.path))
    const crowded = [...folders].filter(([, files]) => files.length > 15).map(([folder]) => folder)
    expect({ long, crowded }).toEqual({ long: [], crowded: [] })
  })

  test('modules do not import each other in a circle', () => {
    const graph = new Map(
      modules.map(module => [
        module.path,
        module.imports
          .filter(target => target.startsWith('.'))
          .map(target => relative(source, resolve(source, dirname(module.path), target))),
      ]),
    )
    expect(findCircle(graph)).toBeNull()
  })
})

function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return null
    for (const next of graph.get(path) ?? []) {
      const circle = visit(next, [...trail, path])
      if (circle !== null) return circle
    }
    done.add(path)
    return null
  }
  for (const path of graph.keys()) {
    const circle = visit(path, [])
    if (circle !== null) return circle
  }
  return null
}
