import { PassThrough, type Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { BenchError } from '../../../core/error.ts'
import type { Destinations } from './destinations.ts'
import { memberName, quoted } from './member-name.ts'
import type { Unpacking } from './unpacking.ts'
import { writeMember } from './write-member.ts'

/** Unpacks the wanted members of a zip, and compares their CRC-32. Throws `ASSET`, naming archive and member. */
export async function unpackZip(unpacking: Unpacking, destinations: Destinations): Promise<void> {
  const { path, name, meter, signal } = unpacking
  try {
    const zip = await openPromise(path, { strictFileNames: true, autoClose: false })
    try {
      for await (const entry of zip.eachEntry()) {
        signal?.throwIfAborted()
        meter.entry()
        const member = memberName(name, entry.fileName)
        if (member.endsWith('/')) continue
        const paths = destinations.of(member)
        if (paths.length > 0) await unpackEntry(unpacking, zip, entry, paths)
      }
    } finally {
      zip.close()
    }
  } catch (error) {
    if (error instanceof BenchError || !(error instanceof Error) || signal?.aborted === true) throw error
    throw new BenchError('ASSET', `${name}: a damaged or refused archive (${error.message}); not unpacked`, {
      cause: error,
    })
  }
}

async function unpackEntry({ name, meter }: Unpacking, zip: ZipFile, entry: Entry, paths: string[]): Promise<void> {
  const member = quoted(entry.fileName)
  const refuse = (what: string) => new BenchError('ASSET', `${name}: the member ${member} ${what}; not unpacked`)
  if (!isRegular(entry)) throw refuse('is a link or device')
  if (entry.isEncrypted()) throw refuse('is encrypted')
  meter.file(member, entry.uncompressedSize)
  let crc = 0
  await writeMember(await openEntry(zip, entry), paths, chunk => {
    meter.unpacked(chunk.length)
    crc = crc32(chunk, crc)
  })
  if (crc !== entry.crc32) throw refuse('is damaged: its CRC-32 is another')
}

/**
 * yauzl's own stream emits an error once, even before anybody reads, and is not destroyed by it: a reader that comes later would wait
 * for ever. The one given out keeps the error for its reader.
 */
async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error)
      const content = new PassThrough()
      content.on('error', () => undefined).on('close', () => stream.destroy())
      stream.on('error', fault => content.destroy(fault)).pipe(content)
      resolve(content)
    })
  })
}

/** Archives made on Unix have the kind of file in the upper half of the attributes; others have 0 there. */
function isRegular({ externalFileAttributes }: Entry): boolean {
  const kind = (externalFileAttributes >>> 16) & 0o170000
  return kind === 0 || kind === 0o100000
}
