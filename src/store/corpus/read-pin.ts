import type { Checksum, Pin, Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { nameOfAlgorithm } from './digest.ts'
import { digestPin, type PinDigest } from './digest-pin.ts'
import { type FoundPin, findPin, isFolderPin } from './find-pin.ts'
import type { FolderLimits } from './list-files.ts'
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
  if (found === null) throw missingPin(roots, pin, options.id)
  const sources: Source[] = []
  const { digest } = await verifyPin(pin, found, { ...options, onFile: source => sources.push(source) })
  return { sources, found: { ...found, digest }, verified: pin.checksum !== null }
}

/**
 * Compares what lies at `found` with the pin's checksum, a few files in memory at a time. Returns the digest and the number of unpacked
 * bytes. Throws `ASSET` as `readPin` does.
 */
export async function verifyPin(
  pin: Pin,
  found: FoundPin,
  { id, ...options }: ReadPinOptions & { readonly onFile?: (source: Source) => void } = {},
): Promise<PinDigest> {
  const digested = await digestPin(pin, found, options)
  if (pin.checksum === null || digested.digest.hex === pin.checksum.hex) return digested
  throw mismatch(pin, pin.checksum, found, digested, id)
}

/** What to say of a pin that is nowhere, and what to do. */
export function missingPin({ folders }: CorpusRoots, pin: Pin, id: string | undefined): BenchError {
  const places = folders.map(({ path }) => path).join(', ')
  const cure = pin.origin.kind === 'package' ? 'install the package again' : remedy('cache', pin, id)
  return new BenchError('ASSET', `${pin.path}: not on disk (looked in ${places}); ${cure}`)
}

function mismatch(
  pin: Pin,
  expected: Checksum,
  found: FoundPin,
  { digest, files, changedLineEnds }: PinDigest,
  id: string | undefined,
): BenchError {
  const kind = isFolderPin(pin) ? 'folder' : 'file'
  const size = isFolderPin(pin) ? ` (of ${files} files)` : ''
  const note = changedLineEnds ? ' (its line ends were changed to CRLF)' : ''
  return new BenchError(
    'ASSET',
    `${found.path}: ${nameOfAlgorithm(expected.algorithm)} is ${digest.hex}${size}${note}, expected ${expected.hex}; ` +
      `this is not the ${kind} that ${pin.path} names; ${remedy(found.root, pin, id)}`,
  )
}

function remedy(root: RootKind, pin: Pin, id: string | undefined): string {
  if (root === 'package') return 'install the package again'
  const fetch = `bioner-bench datasets fetch ${id ?? pin.path.split('/')[0]}`
  return root === 'cache'
    ? `get it with: ${fetch}`
    : `put the right one into BIONER_DATA, or move this one away and run: ${fetch}`
}
