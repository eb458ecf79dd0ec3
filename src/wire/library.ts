import { performance } from 'node:perf_hooks'
import type { Split } from '../core/corpus.ts'
import { BenchError } from '../core/error.ts'
import type { DocumentId, PassageId } from '../core/passage.ts'
import type { Evidence, ReportFiles } from '../core/reporter.ts'
import type { Reading, Tagger } from '../core/tagger.ts'
import { allTokenConventions, tokenConventions, unstatedReading } from '../eval/conventions.ts'
import { countTagged } from '../eval/count-passages.ts'
import { type ScoreJson, scoreJson } from '../eval/score-json.ts'
import { chooseBackend } from '../inference/backend.ts'
import { type AdapterMode, chooseAdapter } from '../inference/checkpoint/adapter/adapter-choice.ts'
import type { LabelMap } from '../run/label-map.ts'
import type { LoadedCorpus } from '../run/plan.ts'
import { loadCorpus as load, resolveCorpora } from './corpora/corpora.ts'
import { renderFiles, type reportFormats } from './report.ts'
import { runSuite } from './run.ts'
import { buildSuite, type SuiteFlags } from './suites.ts'
import { openTagger as open, resolveModel } from './taggers.ts'

/** What `run` takes: the flags of the command line, by the same names. */
export interface LibraryRunOptions extends SuiteFlags {
  /** A suite file, or the name of one that ships; without it, `model` and `corpus` are needed. */
  readonly suite?: string
  readonly out: string
  readonly resume?: boolean
  readonly limit?: number
  readonly labelMap?: LabelMap
  readonly dtype?: string
  readonly adapter?: string
  readonly adapterMode?: AdapterMode
  /** `ort` (ours, unless given) or `transformersjs`. */
  readonly backend?: string
  readonly device?: string
  readonly threads?: number
  readonly region?: string
  readonly onCell?: (evidence: Evidence, folder: string) => void
}

/** Runs models on corpora, writes records below `out`, and returns the evidence of every cell. Throws `BenchError`. */
export async function run(options: LibraryRunOptions): Promise<Evidence[]> {
  const {
    suite,
    out,
    resume,
    limit,
    labelMap,
    dtype,
    adapter,
    adapterMode,
    backend,
    device,
    threads,
    region,
    onCell,
    ...flags
  } = options
  return runSuite({
    suite: await buildSuite(suite, flags),
    out,
    resume: resume ?? false,
    limit: limit ?? null,
    labelMap: labelMap ?? null,
    dtype: dtype ?? null,
    adapter: adapter ?? null,
    adapterMode: adapterMode ?? null,
    backend: backend ?? null,
    device: device ?? null,
    operators: null,
    threads: threads ?? null,
    region: region ?? null,
    command: 'bioner-bench (library)',
    onEvent: () => {},
    onCell: (evidence, folder) => onCell?.(evidence, folder),
  })
}

/**
 * Scores tags, sentence by sentence, under conlleval and strict IOB2 (or every convention that can read them). `documents`
 * names the document of each sentence, so that intervals draw documents. Throws `INPUT` where lengths differ or a tag is foreign.
 */
export function score(options: {
  readonly gold: readonly (readonly string[])[]
  readonly predicted: readonly (readonly string[])[]
  readonly documents?: readonly string[]
  readonly allConventions?: boolean
  readonly seed?: number
}): ScoreJson {
  const { gold, predicted, documents, seed = 1 } = options
  if (gold.length !== predicted.length || (documents !== undefined && documents.length !== gold.length)) {
    const lengths = [gold.length, predicted.length, ...(documents === undefined ? [] : [documents.length])]
    throw new BenchError(
      'INPUT',
      `gold, predicted and documents must name the same sentences; there are ${lengths.join(', ')}`,
    )
  }
  const pairs = gold.map((tags, index) => ({
    id: `sentence-${index + 1}` as PassageId,
    document: (documents?.[index] ?? null) as DocumentId | null,
    gold: tags,
    predicted: predicted[index] ?? [],
  }))
  const conventions = options.allConventions
    ? allTokenConventions(unstatedReading, [...gold, ...predicted])
    : tokenConventions(unstatedReading)
  return scoreJson({
    counted: countTagged(pairs, conventions),
    passages: pairs.length,
    documents: documents === undefined ? null : new Set(documents).size,
    seed,
  })
}

/** A corpus split by `ID` or `ID@VARIANT`, verified. Throws `ARGUMENT`, `ASSET` or `INPUT`. */
export async function loadCorpus(reference: string, split: Split = 'test'): Promise<LoadedCorpus> {
  const [found] = await resolveCorpora([reference], split)
  if (found === undefined) throw new BenchError('ARGUMENT', `no corpus ${reference}`)
  return load(found, split)
}

/** Opens a model as `run --model` would; `corpus` is what a dictionary learns from. `close` must be called. */
export async function openTagger(
  reference: string,
  corpus: LoadedCorpus,
  options: {
    readonly reading: Reading
    readonly dtype?: string
    readonly adapter?: string
    readonly adapterMode?: AdapterMode
    readonly backend?: string
    readonly device?: string
    readonly threads?: number
  },
): Promise<Tagger> {
  const { reading, dtype = null, backend = null, device = null, threads = null } = options
  const adapter = chooseAdapter(options.adapter ?? null, options.adapterMode ?? null)
  chooseBackend({ backend, adapter: options.adapter ?? null, device }) // what it cannot do is said before anything is downloaded
  const clock = () => performance.now() / 1000
  return open(
    reference,
    await resolveModel(reference, dtype, backend),
    corpus,
    { reading, dtype, adapter, backend, device, operators: null, threads },
    clock,
  )
}

/** Renders evidence; file names to contents. */
export function render(
  evidence: readonly Evidence[],
  options: { readonly format: (typeof reportFormats)[number]; readonly title: string },
): Promise<ReportFiles> {
  return renderFiles(evidence, options.format, options.title)
}
