import { performance } from 'node:perf_hooks'
import { BenchError } from '../core/error.ts'
import type { Evidence } from '../core/reporter.ts'
import type { Operators } from '../core/tagger.ts'
import { carbonOf } from '../energy/carbon.ts'
import { gridIntensity } from '../energy/grid.ts'
import { selectInstruments } from '../energy/instruments.ts'
import { type Backend, chooseBackend } from '../inference/backend.ts'
import { chooseAdapter } from '../inference/checkpoint/adapter/adapter-choice.ts'
import { drawSample } from '../load/sample.ts'
import { measureSingleStream } from '../load/single-stream.ts'
import { describeMachine } from '../machine/environment.ts'
import { createMemoryQueue } from '../queue/memory.ts'
import { cellDigest } from '../run/describe-cell.ts'
import type { RunDoors, RunEvent } from '../run/doors.ts'
import { runGroup } from '../run/drive.ts'
import type { LabelMap } from '../run/label-map.ts'
import { type CellGroup, type LoadedCorpus, planGroups } from '../run/plan.ts'
import type { Suite } from '../run/suite.ts'
import { sha256Of } from '../store/assets.ts'
import { assertWritable } from '../store/atomic-write.ts'
import { findFinished } from '../store/finished-cells.ts'
import { type StoredRun, writeRun } from '../store/runs.ts'
import { loadCorpus, resolveCorpora } from './corpora/corpora.ts'
import { builtInLabelMap } from './label-maps.ts'
import { type ModelReference, modelDigest, openTagger, resolveModel, type TaggerOptions } from './taggers.ts'
import { createDictionaryShelf, expandDictionaries } from './trained-dictionaries.ts'
import { shippedTypeClasses } from './type-classes.ts'

export type { RunEvent } from '../run/doors.ts'

export interface RunOptions {
  readonly suite: Suite
  /** Folder of the suite's results; cells are written below it as they finish. */
  readonly out: string
  /** Cells that are there already, completed, from the same question, are not run again. */
  readonly resume: boolean
  readonly limit: number | null
  readonly labelMap: LabelMap | null
  readonly dtype: string | null
  /** Folder of a LoRA adapter. */
  readonly adapter: string | null
  /** `merged` or `branches`; null: merged. */
  readonly adapterMode: string | null
  readonly backend: string | null
  readonly device: string | null
  readonly operators: Operators | null
  readonly threads: number | null
  /** Region of the grid; null: a stated stand-in. */
  readonly region: string | null
  readonly command: string
  onEvent(event: RunEvent): void
  /** `folder` is where the cell lies; `reused`: it was there already. */
  onCell(evidence: Evidence, folder: string, reused: boolean): void
}

/**
 * Runs a suite: every reference is resolved, every checksum verified and the output probed before the first model is
 * opened. Returns the evidence of all cells in the order of the plan. Throws a `BenchError` for what was wrong before the
 * work; what goes wrong in a cell is a failed record.
 */
export async function runSuite(options: RunOptions): Promise<Evidence[]> {
  const intensity = gridIntensity(options.region)
  const adapter = chooseAdapter(options.adapter, options.adapterMode)
  const { dtype } = options
  const backend = chooseBackend(options)
  refuseDeployedElsewhere(options.suite, backend)
  const models = new Map<string, ModelReference>()
  for (const reference of options.suite.models) models.set(reference, await resolveModel(reference, dtype, backend))
  refuseUndeployable(options.suite, models)
  const references = await resolveCorpora(options.suite.corpora, options.suite.split)
  await assertWritable(options.out)
  const corpora = distinctCorpora(
    await Promise.all(references.map(reference => loadCorpus(reference, options.suite.split))),
  )
  const suite = { ...options.suite, models: expandDictionaries(options.suite, corpora) }
  for (const reference of suite.models)
    models.set(reference, models.get(reference) ?? (await resolveModel(reference, dtype, backend)))
  const doors = await openDoors({ ...options, adapter }, models, corpora, intensity)

  const evidence = new Map<string, Evidence>()
  const finished =
    options.resume && options.limit === null ? await findFinished(options.out) : new Map<string, StoredRun>()
  const groups = planGroups(suite, corpora, model => models.get(model)?.kind === 'dictionary')
  const left: CellGroup[] = []
  for (const group of groups) {
    const open = group.corpora.filter(corpus => {
      const run = finished.get(cellDigest(suite, corpus, doors, group.model))
      if (run === undefined) return true
      const found = toEvidence(run, corpus)
      evidence.set(cellKey(group.model, corpus), found)
      options.onCell(found, options.out, true)
      return false
    })
    if (open.length > 0) left.push({ ...group, corpora: open })
  }

  const queue = createMemoryQueue<CellGroup, void>({ concurrency: 1 }) // two sessions at once would time each other
  await queue.submit(left)
  await queue.work(async group => {
    const cells = await runGroup(suite, group, doors, options.limit)
    for (const [index, corpus] of group.corpora.entries()) {
      const cell = cells[index]
      if (cell === undefined) throw new Error(`no cell for ${corpus.facts.id}`)
      const folder = await writeRun(options.out, cell)
      const found = toEvidence(cell, corpus)
      evidence.set(cellKey(group.model, corpus), found)
      options.onCell(found, folder, false)
    }
  })
  return groups.flatMap(group =>
    group.corpora.map(corpus => evidence.get(cellKey(group.model, corpus))).filter(found => found !== undefined),
  )
}

/** Where no model could be read as deployed, that is said before the work; among others, its records say so. */
function refuseUndeployable({ deployed }: Suite, models: ReadonlyMap<string, ModelReference>): void {
  const readsText = ({ kind }: ModelReference) => kind === 'embedded' || kind === 'onnx' || kind === 'hub'
  if (deployed === null || [...models.values()].some(readsText)) return
  throw new BenchError(
    'ARGUMENT',
    `--as-deployed: ${[...models.keys()].join(', ')}: only a model with weights reads raw text; a dictionary and stored predictions do not`,
  )
}

/** Raw text as deployed is read by our own tokenizer, which knows where pieces lie in it. */
function refuseDeployedElsewhere({ deployed }: Suite, backend: Backend): void {
  if (deployed === null || backend === 'ort') return
  throw new BenchError(
    'ARGUMENT',
    `--as-deployed: with --backend ${backend} raw text has no offsets; use --backend ort`,
  )
}

/** `all` and a corpus by its name may mean the same. */
function distinctCorpora(corpora: readonly LoadedCorpus[]): LoadedCorpus[] {
  const byName = new Map(corpora.map(corpus => [JSON.stringify([corpus.facts.id, corpus.facts.variant]), corpus]))
  return [...byName.values()]
}

async function openDoors(
  options: Omit<RunOptions, 'adapter'> & Pick<TaggerOptions, 'adapter'>,
  models: ReadonlyMap<string, ModelReference>,
  corpora: readonly LoadedCorpus[],
  intensity: ReturnType<typeof gridIntensity>,
): Promise<RunDoors> {
  const clock = { isoTime: () => new Date().toISOString(), seconds: () => performance.now() / 1000 }
  const { environment, processor } = await describeMachine()
  const { meter, estimateEnergy } = await selectInstruments({ processor })
  const digests = new Map<string, string>()
  for (const [reference, model] of models) digests.set(reference, await modelDigest(model, options))
  const openDictionary = createDictionaryShelf(corpora, clock.seconds)
  return {
    openTagger: (reference, corpus) => {
      const model = models.get(reference)
      if (model === undefined) throw new Error(`model ${reference} was not resolved`)
      if (model.kind === 'trained-dictionary') return openDictionary(reference, model)
      return openTagger(reference, model, corpus, { ...options, reading: options.suite.reading }, clock.seconds)
    },
    meter,
    estimateEnergy,
    carbonOf: energy => carbonOf(energy, intensity),
    measureLatency: measureSingleStream,
    drawSample,
    labelMaps: { given: options.labelMap, builtIn: await builtInLabelMap() },
    typeClasses: await shippedTypeClasses(),
    environment,
    command: options.command,
    clock,
    sha256: sha256Of,
    modelDigest: reference => digests.get(reference) ?? reference,
    onEvent: options.onEvent,
  }
}

function toEvidence(run: StoredRun, corpus: LoadedCorpus): Evidence {
  return { ...run, texts: new Map(corpus.passages.map(passage => [passage.id, passage])) }
}

function cellKey(model: string, corpus: LoadedCorpus): string {
  return JSON.stringify([model, corpus.facts.id, corpus.facts.variant])
}
