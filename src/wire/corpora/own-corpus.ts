import { basename, resolve } from 'node:path'
import type { Source, Split } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { detectFormat } from '../../datasets/format/detect.ts'
import type { FormatId } from '../../datasets/format/index.ts'
import type { OffsetUnit } from '../../datasets/format/offsets.ts'
import { maxTextBytes } from '../../datasets/format/text.ts'
import { type OwnCorpus, ownCorpus } from '../../datasets/own/own-corpus.ts'
import type { LoadedCorpus } from '../../run/plan.ts'
import { sha256Of } from '../../store/assets.ts'
import { digestOf, folderDigest } from '../../store/corpus/digest.ts'
import { readFolder } from '../../store/corpus/read-folder.ts'
import { isFolder, readInputFile } from '../../store/read-input.ts'
import { toLoadedCorpus } from './loaded-corpus.ts'
import { nameOfReference, type RegisteredReference, registered, registeredCorpora } from './references.ts'

/** One's own file or folder, in memory. `sha256` is that of the file, or the digest of the folder. */
export interface ReadPath {
  readonly path: string
  readonly sources: readonly Source[]
  readonly sha256: string
  /** The pin of a registered variant that these bytes are. */
  readonly known: KnownFiles | null
}

export interface KnownFiles {
  readonly reference: RegisteredReference
  readonly split: Split
  readonly path: string
}

/** Reads a file or folder that a user names. Throws `INPUT`, naming the place. */
export async function readPath(path: string): Promise<ReadPath> {
  const folder = await isFolder(path)
  const sources = folder ? await readFolder(path) : [await readInputFile(path, maxTextBytes)]
  const sha256 = folder ? digestOfFolder(path, sources) : sha256Of(sources[0]?.bytes ?? new Uint8Array())
  return { path, sources, sha256, known: knownFiles(sha256) }
}

/**
 * Parses what was read; `format` null: detected. Throws `INPUT`, naming file and line, also where these are files that are known to
 * be wrong (naming the reason).
 */
export async function parsePath(
  { path, sources, known }: ReadPath,
  options: { readonly format: FormatId | null; readonly offsets: OffsetUnit | null } = { format: null, offsets: null },
): Promise<OwnCorpus> {
  const refused = known?.reference.variant.refused ?? null
  if (known !== null && refused !== null) {
    throw new BenchError('INPUT', `${path}: refused: this is ${nameOfReference(known.reference)}; ${refused}`)
  }
  return ownCorpus({
    id: basename(resolve(path)),
    format: options.format ?? detectFormat(sources),
    sources,
    offsets: options.offsets,
  })
}

/**
 * One's own corpus, in any format that is read. It is taken as it stands: nothing says how many mentions it should have, and there
 * is no training split. Throws `INPUT`, naming file and line.
 */
export async function loadOwnCorpus(path: string, split: Split): Promise<LoadedCorpus> {
  const read = await readPath(path)
  const own = await parsePath(read)
  if (own.types.length === 0)
    throw new BenchError(
      'INPUT',
      `${path}: no mention in it (read as ${own.format}); expected tags such as B-Disease, or mentions`,
    )
  return toLoadedCorpus(own, {
    id: own.id,
    title: own.id,
    variant: 'file',
    split,
    view: own.view,
    types: own.types,
    sources: [{ path: own.id, sha256: read.sha256 }],
    training: null,
  })
}

function digestOfFolder(path: string, sources: readonly Source[]): string {
  const root = path.replace(/[\\/]+$/, '')
  const digests = sources.map(
    ({ name, bytes }) => [name.slice(root.length + 1), digestOf('sha256', bytes).hex] as const,
  )
  return folderDigest(new Map(digests)).hex
}

/** The first registered file with these bytes: refused ones first, so that none of them is read under another name. */
function knownFiles(sha256: string): KnownFiles | null {
  const references = registeredCorpora.flatMap(corpus =>
    Object.keys(corpus.variants).map(variant => registered(`${corpus.id}@${variant}`)),
  )
  const pins = references.flatMap(reference =>
    Object.entries(reference.variant.files).flatMap(([split, files]) =>
      files.map(pin => ({ reference, split: split as Split, path: pin.path, hex: pin.checksum?.hex })),
    ),
  )
  const same = pins.filter(pin => pin.hex === sha256)
  return same.find(pin => pin.reference.variant.refused !== null) ?? same[0] ?? null
}
