import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFolder } from '../../../src/store/corpus/read-folder.ts'
import { folderWith, refusalOf } from './folders.ts'

test('a folder is all its files, sorted by code point, without the hidden ones', async () => {
  const folder = folderWith({
    'b.txt': 'B',
    'a/z.ann': 'Z',
    '._b.txt': '',
    '.git/config': '',
    '\u{1F600}': '',
    '～': '',
  })
  const sources = await readFolder(`${folder}/`)
  expect(sources.map(source => source.name)).toEqual(['a/z.ann', 'b.txt', '～', '\u{1F600}'].map(n => `${folder}/${n}`))
  expect(Buffer.from(sources[0]?.bytes ?? []).toString()).toBe('Z')
})

test('what is no folder of files is refused by name', async () => {
  const folder = folderWith({ file: '', 'hidden/.x': '' })
  expect(await refusalOf(readFolder(join(folder, 'absent')))).toBe(`INPUT ${join(folder, 'absent')}: no such folder`)
  expect(await refusalOf(readFolder(join(folder, 'file')))).toContain(': not a readable folder (ENOTDIR)')
  expect(await refusalOf(readFolder(join(folder, 'hidden')))).toContain('hidden: no file in this folder')
})

test('the limits hold', async () => {
  const folder = folderWith({ a: '12345', b: '12345', c: '12345' })
  const roomy = { files: 3, fileBytes: 5, totalBytes: 15 }
  expect(await readFolder(folder, roomy)).toHaveLength(3)
  expect(await refusalOf(readFolder(folder, { ...roomy, files: 2 }))).toContain('more than 2 files')
  expect(await refusalOf(readFolder(folder, { ...roomy, fileBytes: 4 }))).toContain('longer than 4 bytes')
  expect(await refusalOf(readFolder(folder, { ...roomy, totalBytes: 14 }))).toContain('more than 14 bytes')
})

test.skipIf(process.platform === 'win32')('links are not followed: in a circle, outside, nowhere', async () => {
  const folder = folderWith({ 'a/b': '' })
  symlinkSync('..', join(folder, 'a', 'up'))
  expect(await readFolder(folder)).toHaveLength(1)
  symlinkSync('gone', join(folder, 'dangling'))
  expect(await refusalOf(readFolder(folder))).toMatch(/^INPUT .*dangling: a link that leads nowhere/)
})
