import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { BenchError } from '../../src/core/error.ts'
import { describeHarness, describeLibraries } from '../../src/machine/harness.ts'

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'harness-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function git(folder: string, ...parameters: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org']
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env
  return execFileSync('git', [...who, ...parameters], { cwd: folder, encoding: 'utf8', env }).trim()
}

const manifest = { 'package.json': '{"version":"1.2.3"}', '.gitignore': 'ignored\n' }

function repository(): string {
  const folder = folderWith(manifest)
  git(folder, 'init', '-q')
  git(folder, 'add', '.')
  git(folder, 'commit', '-q', '-m', 'Begin')
  return folder
}

describe('describeHarness', () => {
  test('names the commit of a clean checkout', async () => {
    const folder = repository()
    writeFileSync(join(folder, 'ignored'), 'x')
    expect(await describeHarness(folder)).toEqual({
      version: '1.2.3',
      commit: git(folder, 'rev-parse', 'HEAD'),
      dirty: false,
    })
  })

  test.each([
    ['a changed file', '.gitignore'],
    ['a new file', 'new.ts'],
  ])('%s makes it dirty', async (_, name) => {
    const folder = repository()
    writeFileSync(join(folder, name), 'x\n')
    expect(await describeHarness(folder)).toMatchObject({ dirty: true })
  })

  test('before the first commit there is none', async () => {
    const folder = folderWith(manifest)
    git(folder, 'init', '-q')
    expect(await describeHarness(folder)).toEqual({ version: '1.2.3', commit: null, dirty: true })
  })

  test('an installed package does not take the repository around it for its own', async () => {
    const folder = repository()
    const installed = join(folder, 'node_modules', 'bioner-bench')
    mkdirSync(installed, { recursive: true })
    writeFileSync(join(installed, 'package.json'), '{"version":"0.0.1"}')
    expect(await describeHarness(installed)).toEqual({ version: '0.0.1', commit: null, dirty: null })
  })

  test('a .git that is none has neither commit nor state', async () => {
    const folder = folderWith({ ...manifest, '.git': 'gitdir: nowhere\n' })
    expect(await describeHarness(folder)).toEqual({ version: '1.2.3', commit: null, dirty: null })
  })

  test('a package without a version is told so', async () => {
    const folder = folderWith({ 'package.json': '{}' })
    await expect(describeHarness(folder)).rejects.toThrow(BenchError)
  })
})

test('describeLibraries names what is installed, not what was asked for', () => {
  const own = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const libraries = describeLibraries()
  expect(Object.keys(libraries)).toEqual(Object.keys(own.dependencies).sort())
  expect(libraries['onnxruntime-node']).toMatch(/^\d+\.\d+\.\d+/)
})
