import type { Checksum, Pin, Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { digestOf, folderDigest, nameOfAlgorithm } from './digest.ts'
import { type FoundPin, findPin, isFolderPin } from './find-pin.ts'
import { defaultFolderLimits, type FolderLimits, listFiles } from './list-files.ts'
import { readBytes } from './read-bytes.ts'
import type { CorpusRoots, RootKind } from './roots.ts'

/** A pin that was read. */
export interface ReadPin {
  /** The file, or the files of the folder sorted by path by code point; `name` is the path on disk. */
  readonly sources: readonly Source[]
  /** `digest` is what the bytes hash to, by the pin's algorithm; SHA-256 where the pin has no checksum. */
  readonly found: FoundPin & { readonly digest: Checksum }
  /** false: the pin has no checksum, nothing was compared. */
  readonly verified: boolean
}

export interface ReadPinOptions {
  /** `ID` or `ID@VARIANT` for the command that an error message recommends. */
  readonly id?: string
  readonly limits?: FolderLimits
}

/**
 * Reads a pin from the first root that has it, unpacks `.gz`, and compares checksums. Throws `ASSET`, naming the file and what to do,
 * where it is nowhere, or is not what the pin says; the next root is not asked then, or a wrong file would go unnoticed.
 */
export async function readPin(roots: CorpusRoots, pin: Pin, options: ReadPinOptions = {}): Promise<ReadPin> {
  const found = await findPin(roots, pin)
  if (found === null) throw missing(roots, pin, options.id)
  const sources: Source[] = []
  const { digest } = await verifyPin(pin, found, { ...options, onFile: source => sources.push(source) })
  return { sources, found: { ...found, digest }, verified: pin.checksum !== null }
}

/**
 * Compares what lies at `found` with the pin's checksum, one file in memory at a time; each is handed to `onFile` in order. Returns
 * the digest and the number of unpacked bytes. Throws `ASSET` as `readPin` does.
 */
export async function verifyPin(
  pin: Pin,
  found: FoundPin,
  { id, limits = defaultFolderLimits, onFile }: ReadPinOptions & { readonly onFile?: (source: Source) => void } = {},
): Promise<{ readonly digest: Checksum; readonly bytes: number }> {
  const read = async (path: string): Promise<Source> => {
    const source = {
      name: path,
      bytes: await readBytes(path, { packed: found.packed, maxBytes: limits.fileBytes, code: 'ASSET' }),
    }
    onFile?.(source)
    return source
  }
  if (!isFolderPin(pin)) {
    const { bytes } = await read(found.path)
    const digest = digestOf(pin.checksum?.algorithm ?? 'sha256', bytes)
    if (pin.checksum !== null && digest.hex !== pin.checksum.hex) {
      const note = hasChangedLineEnds(pin.checksum, bytes) ? ' (its line ends were changed to CRLF)' : ''
      throw mismatch(pin, pin.checksum, found, digest, note, id)
    }
    return { digest, bytes: bytes.length }
  }
  const digests = new Map<string, string>()
  let total = 0
  for (const path of await listFiles(found.path, { hidden: 'listed', limits, code: 'ASSET' })) {
    const { bytes } = await read(`${found.path}/${path}`)
    total += bytes.length
    digests.set(path, digestOf('sha256', bytes).hex)
  }
  if (digests.size === 0) throw new BenchError('ASSET', `${found.path}: no file in it; ${remedy(found.root, pin, id)}`)
  const digest = folderDigest(digests)
  if (pin.checksum !== null && (pin.checksum.algorithm !== 'sha256' || digest.hex !== pin.checksum.hex)) {
    throw mismatch(pin, pin.checksum, found, digest, ` (of ${digests.size} files)`, id)
  }
  return { digest, bytes: total }
}

function missing({ folders }: CorpusRoots, pin: Pin, id: string | undefined): BenchError {
  const places = folders.map(({ path }) => path).join(', ')
  const cure = pin.origin.kind === 'package' ? 'install the package again' : remedy('cache', pin, id)
  return new BenchError('ASSET', `${pin.path}: not on disk (looked in ${places}); ${cure}`)
}

function mismatch(
  pin: Pin,
  expected: Checksum,
  found: FoundPin,
  digest: Checksum,
  note: string,
  id: string | undefined,
): BenchError {
  const algorithm = nameOfAlgorithm(expected.algorithm)
  return new BenchError(
    'ASSET',
    `${found.path}: ${algorithm} is ${digest.hex}${note}, expected ${expected.hex}; this is not the ${
      isFolderPin(pin) ? 'folder' : 'file'
    } that ${pin.path} names; ${remedy(found.root, pin, id)}`,
  )
}

function remedy(root: RootKind, pin: Pin, id: string | undefined): string {
  if (root === 'package') return 'install the package again'
  const fetch = `bioner-bench datasets fetch ${id ?? pin.path.split('/')[0]}`
  return root === 'cache'
    ? `get it with: ${fetch}`
    : `put the right one into BIONER_DATA, or move this one away and run: ${fetch}`
}

/** As git does on Windows with `core.autocrlf`. */
function hasChangedLineEnds({ algorithm, hex }: Checksum, bytes: Uint8Array): boolean {
  if (!bytes.includes(0x0d)) return false
  const kept = bytes.filter((byte, i) => byte !== 0x0d || bytes[i + 1] !== 0x0a)
  return digestOf(algorithm, kept).hex === hex
}
