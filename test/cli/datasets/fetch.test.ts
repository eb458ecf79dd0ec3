import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sharedPath, whenShared } from '../../shared.ts'
import { runDatasets, temporaryFolder } from './datasets-command.ts'

const develUrl =
  '/raw.githubusercontent.com/cambridgeltl/MTL-Bioinformatics-2016/df0df02fae6dbb87d88ffcf323b9096528f06f84/data/NCBI-disease-IOB/devel.tsv'

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('datasets fetch', () => {
  whenShared('gets what is missing from the mirror, verified, once', async () => {
    const asked: string[] = []
    const mirror = await serve((request, response) => {
      asked.push(request.url ?? '')
      response.end(readFileSync(sharedPath('datasets', 'ncbi-disease', 'conll', 'devel.tsv')))
    })
    const home = temporaryFolder()
    const env = { BIONER_HOME: home, BIONER_MIRROR: mirror, BIONER_OFFLINE: '' }
    const first = await runDatasets(['fetch', 'ncbi-disease'], env)
    expect(first.exitCode).toBe(0)
    expect(asked).toEqual([develUrl])
    expect(first.stdout).toMatch(/^fetched {2}ncbi-disease\/conll\/devel\.tsv {2}/m)
    expect(first.stdout).toMatch(/^present {2}ncbi-disease\/conll\/test\.tsv {2}/m)
    const checked = await runDatasets(['check', 'ncbi-disease@mtl'], { BIONER_HOME: home })
    expect(checked.stdout).toMatch(/ok {2}ncbi-disease@mtl dev\n {4}100 documents, 923 sentences/)

    const again = await runDatasets(['fetch', 'ncbi-disease', '--json'], { ...env, BIONER_OFFLINE: '1' })
    expect(again.exitCode).toBe(0)
    expect(asked).toHaveLength(1)
    const { format, files } = JSON.parse(again.stdout)
    expect(format).toBe('bioner-bench/corpus-fetch@1')
    expect(new Set(files.map((file: { status: string }) => file.status))).toEqual(new Set(['present']))
  })

  test('throws away what is not the file, names both checksums, and ends with 1', async () => {
    const mirror = await serve((_, response) => response.end('not the file'))
    const home = temporaryFolder()
    const { exitCode, stdout } = await runDatasets(['fetch', 'ncbi-disease@mtl'], {
      ...{ BIONER_HOME: home, BIONER_MIRROR: mirror, BIONER_OFFLINE: '' },
    })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(
      /FAILED {3}ncbi-disease\/conll\/devel\.tsv\n.*expected b4e1e7efcc2a35047bf2f3d281648357470e674f555d4a26a0049ac37d59cc61/,
    )
    expect(existsSync(join(home, 'corpora', 'ncbi-disease'))).toBe(false)
    expect(readdirSync(home, { recursive: true }).filter(name => String(name).endsWith('body'))).toEqual([])
  })

  test('opens no connection where BIONER_OFFLINE is set', async () => {
    const { exitCode, stdout, stderr } = await runDatasets(['fetch', 'ncbi-disease'], {
      BIONER_HOME: temporaryFolder(),
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/BIONER_OFFLINE is set, and not on disk: ncbi-disease\/conll\/devel\.tsv; /)
  })

  test('refuses files that are known to be wrong', async () => {
    const { exitCode, stderr } = await runDatasets(['fetch', 'jnlpba@iobes'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/jnlpba@iobes: refused: .*use jnlpba@mtl/)
  })
})
