import { type Pin, splits } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { corpusRoots, type Environment } from '../../store/corpus/roots.ts'
import { type FetchEvent, fetchPins } from '../../store/fetch/fetch-pins.ts'
import { type RegisteredReference, registered, registeredCorpora } from '../corpora/references.ts'

export type { FetchEvent } from '../../store/fetch/fetch-pins.ts'

/** What came of one file or folder. */
export interface FetchedFile {
  readonly path: string
  readonly status: 'present' | 'fetched' | 'failed'
  /** Where it lies; null where it could not be had. */
  readonly place: string | null
  readonly bytes: number | null
  readonly error: string | null
}

export interface FetchRequest {
  /** `ID` (its default variant), `ID@VARIANT`, `ID@all` or `all` (every default variant). */
  readonly names: readonly string[]
  readonly parallel: number
  readonly signal: AbortSignal
  onEvent(event: FetchEvent): void
}

/**
 * Fetches what of the named variants is not on disk. Throws `ARGUMENT` for an unknown name, or where something is missing and
 * `BIONER_OFFLINE` is set; `OUTPUT` where the cache cannot be written. A file that cannot be had is a result, not an end.
 */
export async function fetchCorpora(request: FetchRequest, env: Environment): Promise<FetchedFile[]> {
  const references = request.names.flatMap(referencesOf)
  const pins = new Map<string, Pin>()
  for (const { variant } of references) {
    for (const split of splits) for (const pin of variant.files[split] ?? []) pins.set(pin.path, pin)
  }
  const outcomes = await fetchPins([...pins.values()], {
    roots: corpusRoots(env),
    env,
    parallel: request.parallel,
    onProgress: request.onEvent,
    signal: request.signal,
  })
  return outcomes.map(outcome => {
    const { path } = outcome.pin
    return outcome.status === 'failed'
      ? { path, status: 'failed', place: null, bytes: null, error: outcome.error.message }
      : { path, status: outcome.status, place: outcome.path, bytes: outcome.bytes, error: null }
  })
}

function referencesOf(name: string): RegisteredReference[] {
  if (name === 'all') return registeredCorpora.map(corpus => registered(corpus.id))
  const [id = '', variant] = name.split('@')
  const references =
    variant === 'all'
      ? Object.keys(registered(id).corpus.variants).map(each => registered(`${id}@${each}`))
      : [registered(name)]
  const usable = references.filter(reference => reference.variant.refused === null)
  const [refused] = references
  if (usable.length > 0 || refused === undefined) return usable
  throw new BenchError('ARGUMENT', `${name}: refused: ${refused.variant.refused}`)
}
