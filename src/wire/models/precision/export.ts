import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BenchError } from '../../../core/error.ts'
import { chooseAdapter } from '../../../inference/checkpoint/adapter/adapter-choice.ts'
import { checkDtype, exportName } from '../../../inference/checkpoint/weights.ts'
import { type ExportedContent, exportModel } from '../../../inference/export/export-model.ts'
import { type Precision, precisionNames, precisionOf } from '../../../inference/graph/precision/precisions.ts'
import type { RunEvent } from '../../../run/doors.ts'
import { assertWritable, writeAtomically } from '../../../store/atomic-write.ts'
import { locateModel } from '../locate-model.ts'
import { probeDifference } from './probe-difference.ts'

export interface ExportOptions {
  readonly out: string
  readonly dtype: string
  readonly adapter: string | null
  readonly adapterMode: string | null
  /** Writes over a graph of the same name. */
  readonly force: boolean
  readonly onEvent?: (event: RunEvent) => void
}

export interface ModelExport {
  readonly format: 'bioner-bench/export@1'
  readonly model: string
  readonly folder: string
  /** Of the graph. */
  readonly path: string
  readonly precision: Precision
  readonly parameters: number
  /** Of the graph and what lies beside it. */
  readonly bytes: number
  /** Written now; what was there already, and the same, is left alone. */
  readonly written: readonly string[]
  /**
   * Largest absolute difference of a logit between the file, read back, and the checkpoint in float32, over a row of pieces: the sanity of the file, no
   * measure of what the precision costs.
   */
  readonly probeDifference: number
}

/**
 * Writes a checkpoint as an ONNX export, in one precision, and reads it back. Several precisions of a model may share a folder. Throws `ARGUMENT`, `MODEL` or `OUTPUT`, naming file
 * and cause; what is there of another model is never written over.
 */
export async function exportCheckpoint(reference: string, options: ExportOptions): Promise<ModelExport> {
  const { out, force } = options
  const precision = buildable(options.dtype)
  const adapter = chooseAdapter(options.adapter, options.adapterMode)
  const fileName = exportName(precision)
  if (!force && (await exists(join(out, fileName)))) {
    throw new BenchError('OUTPUT', `${join(out, fileName)}: it is there already; choose another --out, or add --force`)
  }
  const { path } = await locateModel(reference, { ...options, dtype: null })
  const { parameters, files } = await exportModel(path, precision, adapter)
  await assertWritable(out)
  const written: string[] = []
  let bytes = 0
  for (const [name, make] of files) {
    const target = join(out, name)
    const content = await make()
    const isGraph = name.startsWith(fileName)
    if (!isGraph && (await isThere(target, content))) continue
    await writeAtomically(target, content)
    written.push(name)
    if (isGraph) bytes += (await stat(target)).size
  }
  return {
    format: 'bioner-bench/export@1',
    model: reference,
    folder: out,
    path: join(out, fileName),
    ...{ precision, parameters, bytes, written },
    probeDifference: await probeDifference({ path, adapter }, join(out, fileName)),
  }
}

/** The precision of a graph that can be built. Throws `ARGUMENT` on another name. */
export function buildable(dtype: string): Precision {
  checkDtype(dtype)
  const precision = precisionOf(dtype)
  if (precision !== null) return precision
  throw new BenchError(
    'ARGUMENT',
    `--dtype ${dtype}: no graph is built in it; expected one of ${precisionNames.join(', ')}`,
  )
}

/** What lies beside the graph must be of this model: a folder holds one model, in one precision or in several. */
async function isThere(path: string, content: ExportedContent): Promise<boolean> {
  const found = await readFile(path).catch(() => null)
  if (found === null) return false
  const wanted = typeof content === 'string' ? Buffer.from(content) : content
  if (wanted instanceof Uint8Array && found.equals(wanted)) return true
  throw new BenchError(
    'OUTPUT',
    `${path}: it is there already and says something else; ${dirname(path)} holds another model, so choose another --out`,
  )
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
