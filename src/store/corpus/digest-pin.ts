import type { Checksum, Pin, Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { digestOf, folderDigest } from './digest.ts'
import { type FoundPin, isFolderPin } from './find-pin.ts'
import { defaultFolderLimits, type FolderLimits, listFiles } from './list-files.ts'
import { filesAtOnce, readBytes } from './read-bytes.ts'

/** What lies in the place of a pin. */
export interface PinDigest {
  /** By the algorithm of the pin's checksum; SHA-256 of a folder, and where the pin has none. */
  readonly digest: Checksum
  /** Unpacked. */
  readonly bytes: number
  readonly files: number
  /** The bytes would be those of the pin but for CRLF line ends, as git makes them on Windows with `core.autocrlf`. */
  readonly changedLineEnds: boolean
}

interface DigestOptions {
  readonly limits?: FolderLimits
  /** Is handed each file, in order. */
  readonly onFile?: (source: Source) => void
}

/**
 * Reads what lies at `found`, a few files in memory at a time, and compares nothing. Throws `ASSET`, naming the place, where it cannot be
 * read, holds no file, or more than the limits allow.
 */
export async function digestPin(
  pin: Pin,
  found: FoundPin,
  { limits = defaultFolderLimits, onFile }: DigestOptions = {},
): Promise<PinDigest> {
  const read = async (name: string): Promise<Source> => ({
    name,
    bytes: await readBytes(name, { packed: found.packed, maxBytes: limits.fileBytes, code: 'ASSET' }),
  })
  if (!isFolderPin(pin)) {
    const source = await read(found.path)
    onFile?.(source)
    const { bytes } = source
    const digest = digestOf(pin.checksum?.algorithm ?? 'sha256', bytes)
    return { digest, bytes: bytes.length, files: 1, changedLineEnds: hasChangedLineEnds(pin.checksum, digest, bytes) }
  }
  const digests = new Map<string, string>()
  let total = 0
  const paths = await listFiles(found.path, { hidden: 'listed', limits, code: 'ASSET' })
  for (let at = 0; at < paths.length; at += filesAtOnce) {
    const batch = paths.slice(at, at + filesAtOnce)
    const sources = await Promise.all(batch.map(path => read(`${found.path}/${path}`)))
    for (const [index, source] of sources.entries()) {
      onFile?.(source)
      total += source.bytes.length
      digests.set(batch[index] ?? '', digestOf('sha256', source.bytes).hex)
    }
  }
  if (digests.size === 0)
    throw new BenchError('ASSET', `${found.path}: no file in this folder; remove it and fetch again`)
  return { digest: folderDigest(digests), bytes: total, files: digests.size, changedLineEnds: false }
}

function hasChangedLineEnds(expected: Checksum | null, found: Checksum, bytes: Uint8Array): boolean {
  if (expected === null || found.hex === expected.hex || !bytes.includes(0x0d)) return false
  const kept = bytes.filter((byte, i) => byte !== 0x0d || bytes[i + 1] !== 0x0a)
  return digestOf(expected.algorithm, kept).hex === expected.hex
}
