import { basename, resolve } from 'node:path'
import { BenchError } from '../../core/error.ts'
import type { RunEvent } from '../../run/doors.ts'
import { readEmbeddedModel } from '../../store/assets.ts'
import { fetchHubModel } from '../../store/hub/hub-model.ts'
import { resolveModel } from '../taggers.ts'

/** Where a checkpoint lies on this machine. */
export interface LocatedModel {
  readonly name: string
  readonly path: string
  readonly notes: readonly string[]
  /** The commit on the Hub; null elsewhere. */
  readonly revision: string | null
}

/** Finds a checkpoint, downloading what is not in the cache yet. Throws `ARGUMENT` for a reference that is no checkpoint. */
export async function locateModel(
  reference: string,
  { dtype, onEvent }: { readonly dtype: string | null; readonly onEvent?: (event: RunEvent) => void },
): Promise<LocatedModel> {
  const model = await resolveModel(reference, dtype)
  switch (model.kind) {
    case 'embedded': {
      const { name, folder, notes } = await readEmbeddedModel(model.name)
      return { name, path: folder, notes, revision: null }
    }
    case 'onnx':
      return { name: basename(resolve(model.path)), path: model.path, notes: [], revision: null }
    case 'hub': {
      const { path, commit, notes } = await fetchHubModel(model.model, {
        env: process.env,
        onBytes: (file, received, total) => onEvent?.({ kind: 'downloading', model: reference, file, received, total }),
      })
      return { name: model.model.reference.name, path, notes, revision: commit }
    }
    case 'dictionary':
    case 'trained-dictionary':
    case 'predictions':
      throw new BenchError(
        'ARGUMENT',
        `${reference}: no checkpoint, so that there is nothing to inspect or export; expected embedded:NAME, hf:OWNER/NAME, a folder or an .onnx file`,
      )
  }
}
