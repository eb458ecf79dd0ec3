import { findRunFolders, readRuns, type StoredRun } from './runs.ts'

/** Completed runs below a folder, by the digest of the question that ends their run id. Broken ones are passed over. */
export async function findFinished(out: string): Promise<Map<string, StoredRun>> {
  const found = new Map<string, StoredRun>()
  for (const folder of await findRunFolders(out)) {
    const [run] = await readRuns([folder]).catch(() => [])
    if (run?.record.status !== 'completed' || run.passages === null || run.predictions === null) continue
    const digest = run.record.runId.split('-').at(-1) ?? ''
    const earlier = found.get(digest)
    if (earlier === undefined || earlier.record.startedAt < run.record.startedAt) found.set(digest, run)
  }
  return found
}
