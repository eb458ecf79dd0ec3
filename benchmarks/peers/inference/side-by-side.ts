import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Passage } from '../../../src/core/passage.ts'
import type { Contender, Entry, Task } from './contender.ts'
import { openOurs } from './ours.ts'
import { openPython, quantizeDynamically } from './python.ts'
import { openTransformersJs, transformersJsVersion } from './transformersjs.ts'
import { writeExport } from './write-export.ts'

const reference = resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'models', 'reference')
const threads = 2

/** What is asked of our speed, over that of a peer in the same run. Names begin as those of the contenders do. */
const goals = [
  { ours: 'bioner-bench, fp32', theirs: 'Python pipeline, fp32', ratio: 2.2 },
  { ours: 'bioner-bench, fp32', theirs: 'transformers.js pipeline, fp32', ratio: 1.2 },
  { ours: 'bioner-bench, int8', theirs: 'Python pipeline, fp32', ratio: 4 },
  { ours: 'bioner-bench, int8', theirs: 'transformers.js pipeline, q8', ratio: 1.4 },
  { ours: 'bioner-bench, int8', theirs: 'bioner-bench, fp32', ratio: 1.8 },
  { ours: 'bioner-bench, int8', theirs: 'bioner-bench, int8-dynamic', ratio: 1 },
] as const

/**
 * Times the reference tagger in our hands and in those of others on the same passages, all of them in turn, `rounds` times over, so that what else the machine
 * does falls on all alike; prints the pieces per second of each, by its median, and the ratios. A ratio holds by the medians and by the fastest rounds alike: where the
 * machine is busy for a part of the time, medians of few rounds say more of that than of the contenders.
 */
export async function compareSideBySide(passages: readonly Passage[], rounds: number): Promise<void> {
  if (!existsSync(join(reference, 'model.safetensors'))) {
    console.log(`Side by side with others: skipped, the reference tagger is not at ${reference}`)
    return
  }
  const exported = await mkdtemp(join(tmpdir(), 'bioner-bench-export-'))
  const contenders: Contender[] = []
  try {
    const task: Task = { passages, threads, reference, exported }
    await writeExport(reference, exported)
    const noQ8 = quantizeDynamically(
      join(exported, 'onnx', 'model.onnx'),
      join(exported, 'onnx', 'model_quantized.onnx'),
    )
    const fp32 = await openOurs(task, 'fp32')
    const python = await openPython(task)
    const entries: Entry[] = [
      ...[fp32, await openOurs(task, 'int8-rowwise'), await openOurs(task, 'int8-dynamic')],
      ...[await openTransformersJs(task, 'fp32', null), await openTransformersJs(task, 'q8', noQ8)],
      ...python.entries,
    ]
    for (const entry of entries) if ('run' in entry) contenders.push(entry)
    const times = await timeInTurn(contenders, rounds)
    printTimes(entries, times, fp32.pieces, passages.length, rounds)
    printRatios(times)
    console.log([transformersJsVersion, python.versions ?? 'no Python'].join(', '))
  } finally {
    for (const contender of contenders) await contender.close()
    await rm(exported, { recursive: true, force: true })
  }
}

interface Times {
  readonly seconds: readonly number[]
  readonly mentions: number
}

/** One round to warm up, then `rounds` that count; every other one backwards. */
async function timeInTurn(contenders: readonly Contender[], rounds: number): Promise<Map<string, Times>> {
  const times = new Map<string, Times>()
  for (let round = 0; round <= rounds; round++) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const { seconds, mentions } = await contender.run()
      process.stderr.write(`round ${round} of ${rounds}: ${contender.name}: ${seconds.toFixed(1)} s\n`)
      const earlier = round === 0 ? [] : (times.get(contender.name)?.seconds ?? [])
      times.set(contender.name, { seconds: round === 0 ? [] : [...earlier, seconds], mentions })
    }
  }
  return times
}

function printTimes(
  entries: readonly Entry[],
  times: ReadonlyMap<string, Times>,
  pieces: number,
  passages: number,
  rounds: number,
): void {
  const rate = (seconds: number) => Math.round(pieces / seconds).toLocaleString('en')
  console.log(
    `Reference tagger on NCBI-Disease test, ${passages} passages, ${pieces.toLocaleString('en')} pieces, ${threads} threads; ` +
      `median of ${rounds} rounds, everyone in turn (slowest to fastest):`,
  )
  for (const entry of entries) {
    if ('absent' in entry) {
      console.log(`  ${entry.name}: skipped, ${entry.absent}`)
      continue
    }
    const { seconds = [], mentions = 0 } = times.get(entry.name) ?? {}
    const range = `(${rate(Math.max(...seconds))} to ${rate(Math.min(...seconds))})`
    console.log(
      `  ${entry.name.padEnd(48)}${rate(median(seconds)).padStart(7)} pieces/s ${range.padEnd(18)} ${mentions} mentions`,
    )
  }
}

function printRatios(times: ReadonlyMap<string, Times>): void {
  const secondsOf = (name: string) => [...times].find(([key]) => key.startsWith(name))?.[1].seconds
  for (const { ours, theirs, ratio } of goals) {
    const [a, b] = [secondsOf(ours), secondsOf(theirs)]
    if (a === undefined || b === undefined) {
      console.log(`  ${ours} over ${theirs}: not measured; asked for ${ratio}`)
      continue
    }
    const [byMedian, byFastest] = [median(b) / median(a), Math.min(...b) / Math.min(...a)]
    const verdict = Math.min(byMedian, byFastest) >= ratio ? 'holds' : 'DOES NOT HOLD'
    console.log(
      `  ${ours} is ${byMedian.toFixed(2)} × ${theirs} (fastest rounds: ${byFastest.toFixed(2)}); asked for ${ratio}: ${verdict}`,
    )
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}
