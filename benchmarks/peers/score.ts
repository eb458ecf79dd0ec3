import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { classificationReport, f1Score, type Sentences } from '../../src/eval/seqeval/index.ts'
import { digestOf, expected, makeTaggedSentences, type TaggedSentences } from './score-input.ts'
import { type PythonResult, timePython } from './score-python.ts'

/** Side by side with Python seqeval: tokens per second on one synthetic input of a million tokens. */

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '15' },
    'python-runs': { type: 'string', default: '7' },
    python: { type: 'string', default: 'python3' },
  },
})
const runs = wholeNumber('runs', options.runs)
const pythonRuns = wholeNumber('python-runs', options['python-runs'])

const strict = { mode: 'strict', scheme: 'IOB2' } as const
type Call = (gold: Sentences, predicted: Sentences) => unknown
const calls: Readonly<Record<string, Call>> = {
  'f1Score, conlleval': (gold, predicted) => f1Score(gold, predicted),
  'f1Score, strict IOB2': (gold, predicted) => f1Score(gold, predicted, strict),
  'classificationReport, conlleval': (gold, predicted) => classificationReport(gold, predicted),
  'classificationReport, strict IOB2': (gold, predicted) => classificationReport(gold, predicted, strict),
}

const made = makeTaggedSentences(expected.sentences)
if (digestOf(made) !== expected.sha256) throw new Error('the input is not the one that the answers belong to')
/** Tags as `JSON.parse` gives them: one string object for each distinct tag. */
const interned = JSON.parse(JSON.stringify(made)) as TaggedSentences
checkAnswers('bioner-bench', {
  conlleval: f1Score(interned.gold, interned.predicted),
  strictIob2: f1Score(interned.gold, interned.predicted, strict),
})
const text = { gold: textOf(made.gold), predicted: textOf(made.predicted) }

const loadBefore = loadavg()[0] ?? 0
const ours = new Map(Object.keys(calls).map(name => [name, { interned: [] as number[], sliced: [] as number[] }]))
for (const [name, call] of Object.entries(calls)) {
  globalThis.gc?.()
  timeRuns(call, () => interned, ours.get(name)?.interned)
}
for (const [name, call] of Object.entries(calls)) {
  const cutAnew = () => {
    const sliced = { gold: sentencesOf(text.gold), predicted: sentencesOf(text.predicted) }
    globalThis.gc?.()
    return sliced
  }
  timeRuns(call, cutAnew, ours.get(name)?.sliced)
}
const loadAfter = loadavg()[0] ?? 0

const python = await timePython(options.python, interned, pythonRuns)
if (!('absent' in python)) checkAnswers('Python seqeval', python.f1)

const rows = [...ours].map(([call, seconds]) => ({
  call,
  internedTokensPerSecond: rate(seconds.interned),
  slicedTokensPerSecond: rate(seconds.sliced),
  pythonTokensPerSecond: 'absent' in python ? null : rate(python.seconds[call] ?? []),
}))
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  load1MinuteBefore: loadBefore,
  load1MinuteAfter: loadAfter,
}
if (options.json) {
  const result = {
    format: 'bioner-bench/bench-score@1',
    tokens: expected.tokens,
    runs,
    machine,
    rows,
    python: pythonFacts(python),
  }
  console.log(JSON.stringify(result, null, 2))
} else {
  printTable()
}

function printTable(): void {
  const million = (perSecond: number | null) =>
    perSecond === null ? '–' : (perSecond / 1e6).toFixed(perSecond < 1e7 ? 2 : 1)
  const line = (call: string, cells: readonly string[]) =>
    call.padEnd(36) + cells.map(cell => cell.padStart(10)).join('')
  console.log(line('Million tokens per second', ['interned', 'sliced', 'Python', 'ratio']))
  for (const { call, internedTokensPerSecond, slicedTokensPerSecond, pythonTokensPerSecond } of rows) {
    const ratio =
      pythonTokensPerSecond === null ? '–' : `${Math.round(internedTokensPerSecond / pythonTokensPerSecond)}×`
    console.log(
      line(call, [internedTokensPerSecond, slicedTokensPerSecond, pythonTokensPerSecond].map(million).concat(ratio)),
    )
  }
  const peer =
    'absent' in python
      ? `Python was not measured: ${python.absent}`
      : `Python ${python.versions.python}, seqeval ${python.versions.seqeval}, numpy ${python.versions.numpy}: ` +
        `median of ${pythonRuns} runs; the same F1`
  const load = `load ${loadBefore.toFixed(2)} before and ${loadAfter.toFixed(2)} after`
  console.log(`
Median of ${runs} runs over ${expected.tokens.toLocaleString('en')} tokens, after one to warm up; ratio: interned to Python.
interned: tags as JSON.parse gives them; sliced: cut from text anew for each run, since a string that was looked up once keeps its hash.
${machine.cpu}, ${machine.cores} cores, ${load}; Node ${machine.node}
${peer}`)
}

/** One run to warm up, then `runs` that count. */
function timeRuns(call: Call, input: () => TaggedSentences, seconds: number[] | undefined): void {
  for (let run = -1; run < runs; run += 1) {
    const { gold, predicted } = input()
    const start = performance.now()
    call(gold, predicted)
    if (run >= 0) seconds?.push((performance.now() - start) / 1000)
  }
}

function rate(seconds: readonly number[]): number {
  const sorted = seconds.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
  return expected.tokens / median
}

function checkAnswers(who: string, f1: PythonResult['f1']): void {
  for (const mode of ['conlleval', 'strictIob2'] as const) {
    if (Math.abs(f1[mode] - expected[mode].f1) <= 1e-12) continue
    throw new Error(`${who} says F1 ${f1[mode]} (${mode}), and the answer is ${expected[mode].f1}`)
  }
}

function pythonFacts(result: PythonResult | { readonly absent: string }): object {
  return 'absent' in result ? result : { versions: result.versions, runs: pythonRuns }
}

function textOf(sentences: Sentences): string {
  return sentences.map(tags => tags.join(' ')).join('\n')
}

function sentencesOf(joined: string): string[][] {
  return joined.split('\n').map(line => line.split(' '))
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1) return number
  throw new Error(`--${name} ${value}: must be a whole number from 1`)
}
