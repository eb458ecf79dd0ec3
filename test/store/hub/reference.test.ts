import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseHubReference } from '../../../src/store/hub/reference.ts'
import { readHubSettings } from '../../../src/store/hub/settings.ts'
import { folderWith, refusalOf } from '../corpus/folders.ts'

describe('a reference', () => {
  test.each([
    ['OpenMed/NER-Disease_1.0', 'OpenMed/NER-Disease_1.0', 'NER-Disease_1.0', 'main'],
    ['a/b@v1.0', 'a/b', 'b', 'v1.0'],
    ['a/b@refs/pr/12', 'a/b', 'b', 'refs/pr/12'],
    ['bert-base-cased', 'bert-base-cased', 'bert-base-cased', 'main'],
  ])('%s', (text, repository, name, revision) => {
    expect(parseHubReference(text)).toEqual({ repository, name, revision })
  })

  test.each([
    '',
    '/',
    'a/',
    '/b',
    'a/b/c',
    '../b',
    'a/..',
    'a/b..c',
    'a/b--c',
    'a/b.git',
    'a/b?x',
    'a b/c',
    '-a/b',
    'a/.b',
    'ä/b',
    `a/${'b'.repeat(96)}`,
  ])('%s is none', text => {
    expect(() => parseHubReference(text)).toThrow(`hf:${text}: expected hf:OWNER/NAME or hf:OWNER/NAME@REVISION`)
  })

  test.each(['', '..', 'a/../b', '/a', 'a/', '.git', 'a b', 'a\\b', 'x.lock', 'a\u0000', 'a@b', 'é'])(
    '%j is no revision',
    text => {
      expect(() => parseHubReference(`a/b@${text}`)).toThrow('cannot be a revision; expected a branch')
    },
  )
})

describe('the environment', () => {
  const cacheOf = async (env: Record<string, string>) => (await readHubSettings(env)).cache

  test('names the cache as huggingface_hub reads it', async () => {
    const HOME = '/home/a'
    expect(await cacheOf({ HOME })).toBe('/home/a/.cache/huggingface/hub')
    expect(await cacheOf({ HOME, XDG_CACHE_HOME: '/xdg' })).toBe('/xdg/huggingface/hub')
    expect(await cacheOf({ HOME, XDG_CACHE_HOME: '/xdg', HF_HOME: '~/hf' })).toBe('/home/a/hf/hub')
    expect(await cacheOf({ HOME, HF_HOME: '$DISK/hf', DISK: '/disk' })).toBe('/disk/hf/hub')
    expect(await cacheOf({ HOME, HF_HOME: '/hf', HUGGINGFACE_HUB_CACHE: '/old' })).toBe('/old')
    const braced = `$\{DISK}/$NONE`
    expect(await cacheOf({ HOME, HF_HUB_CACHE: braced, HUGGINGFACE_HUB_CACHE: '/old', DISK: '/d' })).toBe('/d/$NONE')
  })

  test('names the endpoint, with a path where a mirror has one', async () => {
    expect((await readHubSettings({})).endpoint.href).toBe('https://huggingface.co/')
    expect((await readHubSettings({ HF_ENDPOINT: 'https://mirror.example/hf//' })).endpoint.href).toBe(
      'https://mirror.example/hf',
    )
    for (const HF_ENDPOINT of ['mirror.example', 'ftp://x', 'https://x/?a=b'])
      expect(await refusalOf(readHubSettings({ HF_ENDPOINT }))).toMatch(/^ARGUMENT HF_ENDPOINT: .*expected an address/)
  })

  test('forbids connections', async () => {
    const offline = async (env: Record<string, string>) => (await readHubSettings(env)).offline
    expect(await offline({})).toBeNull()
    expect(await offline({ HF_HUB_OFFLINE: '0', TRANSFORMERS_OFFLINE: '1' })).toBeNull()
    expect(await offline({ HF_HUB_OFFLINE: 'true' })).toBe('HF_HUB_OFFLINE')
    expect(await offline({ BIONER_OFFLINE: '1', HF_HUB_OFFLINE: '1' })).toBe('BIONER_OFFLINE')
  })

  test('has the token, or says where it lies', async () => {
    const home = folderWith({ token: ' hf_file \n', elsewhere: 'hf_elsewhere' })
    const tokenOf = async (env: Record<string, string>) => (await readHubSettings({ HF_HOME: home, ...env })).token
    expect(await tokenOf({})).toBe('hf_file')
    expect(await tokenOf({ HF_TOKEN: ' hf_env\n' })).toBe('hf_env')
    expect(await tokenOf({ HF_TOKEN_PATH: join(home, 'elsewhere') })).toBe('hf_elsewhere')
    expect(await tokenOf({ HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' })).toBeNull()
    expect(await tokenOf({ HF_HOME: join(home, 'none') })).toBeNull()
  })
})
