import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BenchError } from '../core/error.ts'
import type { Prediction } from '../core/prediction.ts'
import { isScored, type PassageResult, type RunRecord, type ScoredRun } from '../core/record.ts'
import { writeFolderAtomically } from './atomic-write.ts'
import { checkRecord } from './check-record.ts'
import { decodePassages, encodePassages } from './passages-file.ts'
import { decodePredictions, encodePredictions } from './predictions-file.ts'

/** A record and what lies beside it in its folder. */
export interface StoredRun {
  readonly record: RunRecord
  readonly passages: readonly PassageResult[] | null
  readonly predictions: readonly Prediction[] | null
}

/** Folder of a run under `results/<suite>/`: names are made safe for every file system. */
export function runFolder(out: string, { record }: Pick<StoredRun, 'record'>): string {
  return join(out, folderName(record.model.name), folderName(record.corpus.id), folderName(record.runId))
}

/** Writes a run's folder whole or not at all, and returns its path. Throws `OUTPUT`. */
export async function writeRun(out: string, run: StoredRun): Promise<string> {
  const folder = runFolder(out, run)
  const files = new Map<string, string | Uint8Array>()
  if (run.predictions !== null) files.set('predictions.jsonl.gz', encodePredictions(run.predictions))
  if (run.passages !== null && isScored(run.record)) {
    files.set('passages.jsonl.gz', encodePassages(run.passages, signaturesOf(run.record)))
  }
  files.set('record.json', `${JSON.stringify(run.record, null, 1)}\n`)
  await writeFolderAtomically(folder, files)
  return folder
}

/** All runs at or below the given paths, sorted by folder. Throws `RECORD` where a path holds none, or one is broken. */
export async function readRuns(paths: readonly string[]): Promise<StoredRun[]> {
  const folders = new Set<string>()
  for (const path of paths) {
    const found = await findRunFolders(path)
    if (found.length === 0) throw new BenchError('RECORD', `${path}: no record.json in or below it`)
    for (const folder of found) folders.add(folder)
  }
  return Promise.all([...folders].sort().map(readRun))
}

async function readRun(folder: string): Promise<StoredRun> {
  const name = join(folder, 'record.json')
  let value: unknown
  try {
    value = JSON.parse(await readFile(name, 'utf8'))
  } catch (cause) {
    throw new BenchError('RECORD', `${name}: not readable as JSON`, { cause })
  }
  const record = checkRecord(name, value)
  if (!isScored(record)) return { record, passages: null, predictions: null }
  const passages = await readBeside(folder, 'passages.jsonl.gz')
  const predictions = await readBeside(folder, 'predictions.jsonl.gz')
  return {
    record,
    passages: passages && decodePassages(join(folder, 'passages.jsonl.gz'), passages, signaturesOf(record)),
    predictions: predictions && decodePredictions(join(folder, 'predictions.jsonl.gz'), predictions),
  }
}

/** Folders at or below `path` that hold a record. Hidden names are unfinished writes, and are passed over. */
export async function findRunFolders(path: string): Promise<string[]> {
  const information = await stat(path).catch(() => null)
  if (information === null) throw new BenchError('RECORD', `${path}: no such file or folder`)
  if (!information.isDirectory()) return path.endsWith('record.json') ? [join(path, '..')] : []
  const entries = await readdir(path, { withFileTypes: true })
  if (entries.some(entry => entry.name === 'record.json')) return [path]
  const folders = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
  return (await Promise.all(folders.map(entry => findRunFolders(join(path, entry.name))))).flat()
}

async function readBeside(folder: string, name: string): Promise<Uint8Array | null> {
  return readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

function signaturesOf(record: ScoredRun): string[] {
  return record.scores.map(score => score.signature)
}

function folderName(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9._@-]+/g, '_').replace(/^\.+/, '_')
  return safe === '' ? '_' : safe.slice(0, 120)
}
