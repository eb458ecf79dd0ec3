import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packagePath } from '../../../src/store/assets.ts'
import { benchHome, corpusRoots } from '../../../src/store/corpus/roots.ts'
import { folderWith } from './folders.ts'

test("the user's folder comes first, then what was fetched, then the package", () => {
  const data = folderWith()
  expect(corpusRoots({ BIONER_DATA: data, BIONER_HOME: '/home' }).folders).toEqual([
    { path: data, kind: 'data' },
    { path: join('/home', 'corpora'), kind: 'cache' },
    { path: packagePath('assets', 'corpora'), kind: 'package' },
  ])
  expect(corpusRoots({}).folders.map(({ kind }) => kind)).toEqual(['cache', 'package'])
})

test('a BIONER_DATA that is not there is said, not passed over', () => {
  const data = folderWith({ file: '' })
  expect(() => corpusRoots({ BIONER_DATA: join(data, 'absent') })).toThrow('absent: no such folder')
  expect(() => corpusRoots({ BIONER_DATA: join(data, 'file') })).toThrow('BIONER_DATA: ')
})

test('the home is where the environment says, as the XDG base directories have it', () => {
  expect(benchHome({ BIONER_HOME: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a')
  expect(benchHome({ XDG_CACHE_HOME: '/b', HOME: '/c' })).toBe('/b/bioner-bench')
  expect(benchHome({ XDG_CACHE_HOME: 'relative', HOME: '/c' })).toBe('/c/.cache/bioner-bench')
  expect(benchHome({})).toBe(join(homedir(), '.cache', 'bioner-bench'))
})
