#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { type Io, wantsColours } from './io.ts'

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

// Asked before anything else is loaded: an older Node could not even read the modules below.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`bioner-bench needs Node 24 or newer; this is ${process.version}\n`)
  process.exit(2)
}

const io: Io = {
  stdout: text => void process.stdout.write(text),
  stderr: text => void process.stderr.write(text),
  readStdin: async () => {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(chunk)
    return Buffer.concat(chunks)
  },
  env: process.env,
  colours: wantsColours(process.env, process.stdout.isTTY === true),
  interactive: process.stderr.isTTY === true && process.env.TERM !== 'dumb' && !process.env.CI,
}

process.on('SIGINT', () => {
  io.stderr('\nbioner-bench: interrupted; finished cells are kept, and --resume goes on from there\n')
  process.exit(130)
})
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const { main } = await import('./program.ts')
process.exitCode = await main(process.argv.slice(2), io, manifest.version)
