import type { Environment, RunRecord } from '../../core/record.ts'
import type { ModelFacts } from '../../core/tagger.ts'
import { bootstrapDraws } from '../../eval/bootstrap.ts'
import { absent, formatBytes, formatCount, formatDigest, formatNumberOf, formatParameters } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import { allCorpora, allRuns, type ModelView, type ReportView } from '../view.ts'
import { modelName } from './cell-name.ts'

type Entry = readonly [term: string, ...texts: Markup[]]

/** Taggers, gold, machine and the command that repeats it. */
export function methodSection(view: ReportView): Markup {
  const runs = allRuns(view).map(({ run }) => run)
  return html`<h3>Repeat it</h3>
    ${definitions(repeatEntries(runs))}
    ${view.models.map(model => html`<h3>${modelName(model)}</h3>${definitions(modelEntries(model, runs))}`)}
    <h3>Gold</h3>
    ${definitions(allCorpora(view).map(corpusEntry))}
    <h3>Machine</h3>
    ${distinct(runs.map(({ environment }) => environment)).map(environment => definitions(machineEntries(environment)))}`
}

function repeatEntries(runs: readonly RunRecord[]): Entry[] {
  return [
    ...distinct(runs.map(({ command }) => command)).map((command): Entry => ['Command', html`<code>${command}</code>`]),
    ['Seed', distinct(runs.map(({ seed }) => seed)).join(', ')],
    [
      'Intervals',
      `95 %, percentile bootstrap, ${formatCount(bootstrapDraws)} draws of documents (of passages where documents are not known)`,
    ],
    ['Started', spanOf(runs.map(({ startedAt }) => startedAt).toSorted())],
  ]
}

function spanOf(times: readonly string[]): string {
  const first = times[0] ?? absent
  const last = times.at(-1) ?? absent
  return first === last ? first : `${first} to ${last}`
}

function modelEntries({ facts }: ModelView, runs: readonly RunRecord[]): Entry[] {
  const { reference, revision, architecture, parameters, precision, backend, providers, threads } = facts
  const own = runs.filter(({ model }) => model.reference === reference && model.weightsSha256 === facts.weightsSha256)
  const types = distinct(own.flatMap(({ model }) => model.types))
  const notes = notesOf(own)
  return [
    ['Reference', html`<code>${reference}</code>`],
    ...(revision === null ? [] : [['Revision', html`<code>${revision}</code>`] as const]),
    ['Architecture', [architecture, precision].filter(part => part !== null).join(', ')],
    ...(parameters === null ? [] : [['Parameters', formatParameters(parameters)] as const]),
    ['Types', types.length === 0 ? absent : html`<bdi>${types.join(', ')}</bdi>`],
    [
      'Runs on',
      [backend, ...providers.map(providerName), ...(threads === null ? [] : [formatNumberOf(threads, 'thread')])].join(
        ', ',
      ),
    ],
    ...digest('Weights', facts.weightsSha256),
    ...digest('Tokenizer', facts.tokenizerSha256),
    ...(notes.length === 0 ? [] : [['Notes', ...notes] as const]),
  ]
}

/** A note that is not about all runs of a tagger (a dictionary is another one for each corpus) names its corpora. */
function notesOf(runs: readonly RunRecord[]): string[] {
  const noted = runs.flatMap(({ model, corpus }) => model.notes.map(note => ({ note, corpus: corpus.title })))
  return [...Map.groupBy(noted, ({ note }) => note)].map(([note, members]) =>
    members.length === runs.length ? note : `${note} (${members.map(({ corpus }) => corpus).join(', ')})`,
  )
}

function providerName({ name, nodes }: ModelFacts['providers'][number]): string {
  return nodes === null ? name : `${name} (${formatCount(nodes)} nodes)`
}

function digest(name: string, sha256: string | null): Entry[] {
  return sha256 === null ? [] : [[name, html`<code title=${sha256}>sha256 ${formatDigest(sha256)}</code>`]]
}

function corpusEntry({ title, id, variant, split, goldSha256, sources }: RunRecord['corpus']): Entry {
  const short = (sha256: string) => html`<code title=${sha256}>sha256 ${formatDigest(sha256)}</code>`
  return [
    title,
    html`<code>${id}@${variant}</code>, ${split} split, gold ${short(goldSha256)}`,
    ...sources.map(({ path, sha256 }) => html`from <code>${path}</code> ${short(sha256)}`),
  ]
}

function machineEntries({ harness, node, platform, libraries, cpu, memoryBytes, gpus }: Environment): Entry[] {
  const commit = harness.commit === null ? '' : `, commit ${harness.commit.slice(0, 12)}`
  const changed = harness.dirty === true ? ' with local changes' : ''
  return [
    ['Harness', `bioner-bench ${harness.version}${commit}${changed}`],
    ['Processor', `${cpu.model}, ${formatNumberOf(cpu.cores, 'core')}, ${formatNumberOf(cpu.threads, 'thread')}`],
    ...(cpu.flags.length === 0 ? [] : [['Instructions', cpu.flags.join(' ')] as const]),
    ['Memory', formatBytes(memoryBytes)],
    ...gpus.map(
      (gpu): Entry => ['Accelerator', [gpu.model, gpu.driver].filter(part => part !== null).join(', driver ')],
    ),
    ['System', `${platform}, Node ${node}`],
    [
      'Libraries',
      Object.entries(libraries)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
  ]
}

function definitions(entries: readonly Entry[]): Markup {
  return html`<dl>
    ${entries.map(([term, ...texts]) => html`<dt>${term}</dt>${texts.map(text => html`<dd>${text}</dd>`)}`)}
  </dl>`
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map(value => [JSON.stringify(value), value])).values()]
}
