import { BenchError } from '../core/error.ts'
import type { CorpusFacts } from '../core/record.ts'
import type { Evidence } from '../core/reporter.ts'
import type { LoadedCorpus } from '../run/plan.ts'
import type { StoredRun } from '../store/runs.ts'
import { loadCorpus, resolveCorpora } from './corpora/corpora.ts'

/** Adds texts to stored runs, where the corpus is at hand and its gold is the very gold of the record. */
export async function addTexts(runs: readonly StoredRun[]): Promise<Evidence[]> {
  const loaded = new Map<string, Promise<LoadedCorpus | null>>()
  return Promise.all(
    runs.map(async run => {
      const { corpus } = run.record
      const key = JSON.stringify([corpus.id, corpus.variant, corpus.split])
      const loading = loaded.get(key) ?? loadIfPresent(corpus)
      loaded.set(key, loading)
      const found = await loading
      const texts = found?.facts.goldSha256 === corpus.goldSha256 ? found.passages : null
      return { ...run, texts: texts && new Map(texts.map(passage => [passage.id, passage])) }
    }),
  )
}

/** null where the corpus is not on disk, or not as it should be; the report says that the text is not at hand. */
async function loadIfPresent({ id, variant, split }: CorpusFacts): Promise<LoadedCorpus | null> {
  try {
    const [reference] = await resolveCorpora([`${id}@${variant}`], split)
    return reference === undefined ? null : await loadCorpus(reference, split)
  } catch (error) {
    if (error instanceof BenchError && (error.code === 'ARGUMENT' || error.code === 'ASSET')) return null
    throw error
  }
}
