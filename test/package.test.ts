import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

describe('package.json', () => {
  test('pins every dependency to one version, and the lock file has the same', () => {
    const all: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies }
    for (const [name, version] of Object.entries(all)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
      expect(lock.packages[`node_modules/${name}`].version, name).toBe(version)
    }
  })

  test('lets only the node package run its install script', () => {
    expect(manifest.allowScripts).toEqual({ node: true, 'onnxruntime-node': false, protobufjs: false })
    for (const script of ['preinstall', 'install', 'postinstall']) expect(manifest.scripts).not.toHaveProperty(script)
  })

  test('transformers.js is there for whoever wants it, at the version that shares our onnxruntime', () => {
    const { version, dependencies } = lock.packages['node_modules/@huggingface/transformers']
    expect(manifest.peerDependencies).toEqual({ '@huggingface/transformers': version })
    expect(manifest.peerDependenciesMeta).toEqual({ '@huggingface/transformers': { optional: true } })
    expect(dependencies['onnxruntime-node']).toBe(manifest.dependencies['onnxruntime-node'])
    const remedy = readFileSync(join(root, 'src', 'inference', 'backend.ts'), 'utf8')
    expect(remedy).toContain(`npm install @huggingface/transformers@${version}`)
  })

  test('every exported and runnable file has a source', () => {
    const targets = [manifest.bin['bioner-bench'], ...Object.values<Record<string, string> | string>(manifest.exports)]
      .flatMap(target => (typeof target === 'string' ? [target] : [target.default ?? '']))
      .filter(target => target.includes('dist/'))
    expect(targets).toHaveLength(4)
    for (const target of targets) {
      expect(existsSync(join(root, target.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts'))), target).toBe(
        true,
      )
    }
  })

  test('CITATION.cff and CHANGELOG.md name the version', () => {
    expect(readFileSync(join(root, 'CITATION.cff'), 'utf8')).toContain(`\nversion: ${manifest.version}\n`)
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`## ${manifest.version}`)
  })
})

describe('what is published', () => {
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
  )
  const report: { size: number; files: { path: string }[] } = Array.isArray(packed)
    ? packed[0]
    : Object.values(packed)[0]

  test('stays under 30 MB, assets included', () => {
    expect(report.size).toBeGreaterThan(10_000_000)
    expect(report.size).toBeLessThan(30_000_000)
  })

  test('holds data, documents and built code only', () => {
    const folders = new Set(report.files.map(file => file.path.split('/')[0]))
    for (const unwanted of ['src', 'test', 'node_modules', '.ci', 'scripts']) expect(folders).not.toContain(unwanted)
    for (const wanted of ['LICENSE', 'README.md', 'assets', 'benchmarks']) expect(folders).toContain(wanted)
  })
})
