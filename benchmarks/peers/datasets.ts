import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Passage } from '../../src/core/passage.ts'
import { type Columns, parseConll } from '../../src/datasets/format/conll/conll.ts'
import { passagesOf } from '../../src/datasets/variant/passages.ts'

/** Megabytes per second from the bytes of the CoNLL files on disk to passages, side by side with the loop one would write first. */

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '15' } },
})
const runs = Number(options.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${options.runs}: must be a whole number from 1`)

const root = resolve(process.env.BIONER_DATA || join(import.meta.dirname, '..', '..', '..', 'shared', 'datasets'))
const paths = existsSync(root) ? conllFilesIn(root) : []
if (paths.length === 0) {
  console.log(`Nothing was measured: no CoNLL file below ${root}; BIONER_DATA names the folder of the corpora.`)
  process.exit(0)
}

const files = paths.map(path => {
  const bytes = new Uint8Array(readFileSync(join(root, path)))
  return { path, bytes, columns: columnsOf(bytes) }
})
const loadBefore = loadavg()[0] ?? 0
const started = performance.now()
for (const { path, bytes, columns } of files) passagesFrom(path, bytes, columns)
const coldSeconds = (performance.now() - started) / 1000

const rows = files.map(({ path, bytes, columns }) => {
  const ours = () => passagesFrom(path, bytes, columns)
  const naive = () => naiveSentences(bytes)
  checkSame(path, ours(), naive())
  return { path, bytes: bytes.length, ours: timeRuns(bytes.length, ours), naive: timeRuns(bytes.length, naive) }
})
const loadAfter = loadavg()[0] ?? 0

const medians = { ours: medianOf(rows.map(row => row.ours)), naive: medianOf(rows.map(row => row.naive)) }
const totalBytes = rows.reduce((sum, row) => sum + row.bytes, 0)
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  load1MinuteBefore: loadBefore,
  load1MinuteAfter: loadAfter,
}
if (options.json) {
  const result = { format: 'bioner-bench/bench-datasets@1', runs, totalBytes, coldSeconds, machine, medians, rows }
  console.log(JSON.stringify(result, null, 2))
} else printTable()

function printTable(): void {
  const line = (path: string, size: string, ours: string, naive: string, ratio: string) =>
    path.padEnd(46) + [size, ours, naive, ratio].map(cell => cell.padStart(9)).join('')
  console.log(line('Megabytes per second', 'MB', 'ours', 'naive', 'ratio'))
  for (const { path, bytes, ours, naive } of rows) {
    console.log(line(path, (bytes / 1e6).toFixed(2), ours.toFixed(1), naive.toFixed(1), (ours / naive).toFixed(2)))
  }
  const { ours, naive } = medians
  console.log(line('median', '', ours.toFixed(1), naive.toFixed(1), (ours / naive).toFixed(2)))
  console.log(`
Every file once, ${(totalBytes / 1e6).toFixed(1)} MB, nothing warmed up: ${coldSeconds.toFixed(2)} s.
ours: UTF-8 bytes to passages with text, token spans, tags and mentions; naive: split into lines, an object for each token.
Median of ${runs} runs a file, after one to warm up.
${machine.cpu}, ${machine.cores} cores, load ${loadBefore.toFixed(2)} before and ${loadAfter.toFixed(2)} after; Node ${machine.node}`)
}

function passagesFrom(name: string, bytes: Uint8Array, columns: Columns): Passage[] {
  const file = parseConll({ name, bytes }, { columns, separator: 'tab' })
  return passagesOf(file, { prefix: name, documents: null, types: null, decoding: { matching: 'conlleval' } })
}

/** What one would write first. It has neither spans nor mentions, checks nothing, and takes document lines for sentences. */
function naiveSentences(bytes: Uint8Array): { token: string; tag: string }[][] {
  const sentences: { token: string; tag: string }[][] = []
  let sentence: { token: string; tag: string }[] = []
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    if (line === '') {
      if (sentence.length > 0) sentences.push(sentence)
      sentence = []
      continue
    }
    const columns = line.split('\t')
    sentence.push({ token: columns[0] ?? '', tag: columns.at(-1) ?? '' })
  }
  if (sentence.length > 0) sentences.push(sentence)
  return sentences
}

function checkSame(path: string, ours: readonly Passage[], naive: ReturnType<typeof naiveSentences>): void {
  const isDocumentLine = ({ token }: { token: string }) => /^(-DOCSTART-|###MEDLINE:)/.test(token)
  const kept = naive.filter(([first]) => first !== undefined && !isDocumentLine(first))
  const same =
    kept.length === ours.length &&
    kept.every((sentence, index) => {
      const { text, tags } = ours[index] ?? {}
      return (
        text === sentence.map(({ token }) => token).join(' ') && tags?.join() === sentence.map(({ tag }) => tag).join()
      )
    })
  if (!same) throw new Error(`${path}: the two ways of reading find different sentences`)
}

/** Megabytes per second: one run to warm up, then the median of `runs`. */
function timeRuns(bytes: number, read: () => unknown): number {
  read()
  const seconds = Array.from({ length: runs }, () => {
    const start = performance.now()
    read()
    return (performance.now() - start) / 1000
  })
  return bytes / 1e6 / medianOf(seconds)
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

function conllFilesIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return all.filter(path => /(^|[\\/])conll[^\\/]*[\\/][^\\/]+\.(tsv|txt)$|\.iob2?$/.test(path)).sort()
}

/** Files of SciBERT have four columns, the tag last. */
function columnsOf(bytes: Uint8Array): Columns {
  const lines = new TextDecoder().decode(bytes.subarray(0, 4096)).split('\n')
  const first = lines.find(line => line.includes('\t') && !line.startsWith('-DOCSTART-')) ?? ''
  return first.split('\t').length > 2 ? 'tag-last' : 'tag'
}
