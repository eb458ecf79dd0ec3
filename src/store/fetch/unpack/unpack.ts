import { open } from 'node:fs/promises'
import { BenchError } from '../../../core/error.ts'
import { destinationsOf, type Wanted } from './destinations.ts'
import { unpackGzip, unpackTar } from './gzip.ts'
import { defaultUnpackLimits, type UnpackLimits, unpackMeter } from './limits.ts'
import type { Unpacking } from './unpacking.ts'
import { unpackZip } from './zip.ts'

export interface UnpackOptions {
  readonly limits?: UnpackLimits
  readonly signal?: AbortSignal
}

/**
 * Unpacks what is wanted of a tar.gz, zip or bare gz, told apart by their first bytes; a wanted member that is not there is simply not
 * written. `name` is what messages call the archive. Throws `ASSET`, naming it, where it is neither, ends too early, has a name that
 * leads elsewhere, a link where a file is wanted, two members that are one file, or more than the limits allow; what was written until
 * then is to be thrown away. Throws `OUTPUT` where a file cannot be written.
 */
export async function unpack(
  path: string,
  name: string,
  wanted: readonly Wanted[],
  { limits = defaultUnpackLimits, signal }: UnpackOptions = {},
): Promise<void> {
  const { magic, size } = await readHead(path)
  const unpacking: Unpacking = { path, name, meter: unpackMeter(name, size, limits), signal }
  const bare = wanted.filter(({ member }) => member === '')
  const members = wanted.filter(({ member }) => member !== '')
  if (magic.startsWith('504b0304') || magic.startsWith('504b0506')) {
    if (bare.length > 0) throw new BenchError('ASSET', `${name}: a zip archive; one gzipped file is expected`)
    await unpackZip(unpacking, destinationsOf(name, members))
  } else if (magic.startsWith('1f8b')) {
    if (bare.length > 0) await unpackGzip(unpacking, bare)
    if (members.length > 0) await unpackTar(unpacking, destinationsOf(name, members))
  } else throw new BenchError('ASSET', `${name}: neither a gzip nor a zip archive`)
}

async function readHead(path: string): Promise<{ magic: string; size: number }> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return { magic: buffer.subarray(0, bytesRead).toString('hex'), size: (await file.stat()).size }
  } finally {
    await file.close()
  }
}
