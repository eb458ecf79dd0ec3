import { findRunFolders, readRuns, type StoredRun } from './runs.ts'

/**
 * Completed and skipped runs below a folder, by the digest of the question that ends their run id. Broken ones are passed over, and so are
 * failed ones, which may go better another time.
 */
export async function findFinished(out: string): Promise<Map<string, StoredRun>> {
  const found = new Map<string, StoredRun>()
  for (const folder of await findRunFolders(out)) {
    const [run] = await readRuns([folder]).catch(() => [])
    if (run === undefined || !isAnswered(run)) continue
    const digest = run.record.runId.split('-').at(-1) ?? ''
    const earlier = found.get(digest)
    if (earlier === undefined || earlier.record.startedAt < run.record.startedAt) found.set(digest, run)
  }
  return found
}

function isAnswered({ record, passages, predictions }: StoredRun): boolean {
  if (record.status === 'skipped') return true
  return record.status === 'completed' && passages !== null && predictions !== null
}
