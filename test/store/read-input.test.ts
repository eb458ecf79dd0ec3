import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readInput } from '../../src/store/read-input.ts'
import { temporaryFile } from '../cli/score-command.ts'

const content = new TextEncoder().encode('0123456789')
const options = { readStdin: async () => content, maxBytes: content.length }

test('a file and standard input, packed or not, are the same bytes', async () => {
  for (const bytes of [content, gzipSync(content)]) {
    const path = temporaryFile('x', bytes)
    const roomy = { readStdin: async () => bytes, maxBytes: 1000 }
    expect(Buffer.from((await readInput(path, roomy)).bytes)).toEqual(Buffer.from(content))
    expect(Buffer.from((await readInput('-', roomy)).bytes)).toEqual(Buffer.from(content))
  }
  expect((await readInput('-', options)).name).toBe('standard input')
})

test('what is longer than the limit is refused, however it comes', async () => {
  const path = temporaryFile('x', content)
  expect((await readInput(path, options)).bytes).toHaveLength(10)
  writeFileSync(path, '0123456789a')
  const refusal = ': longer than 10 bytes, which is as much as can be read at once'
  await expect(readInput(path, options)).rejects.toThrow(`${path}${refusal}`)
  await expect(readInput('-', { ...options, maxBytes: 9 })).rejects.toThrow('standard input: longer than 9 bytes')
  const bomb = temporaryFile('x.gz', gzipSync(new Uint8Array(1_000_000)))
  await expect(readInput(bomb, { ...options, maxBytes: 10_000 })).rejects.toThrow(`${bomb}: longer than 10000 bytes`)
})

test.skipIf(process.platform === 'win32')('a device without end is refused, not read for ever', async () => {
  await expect(readInput('/dev/zero', options)).rejects.toThrow('/dev/zero: longer than 10 bytes')
})
