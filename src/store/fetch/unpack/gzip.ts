import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { BenchError } from '../../../core/error.ts'
import type { Destinations, Wanted } from './destinations.ts'
import type { UnpackMeter } from './limits.ts'
import { memberName, quoted } from './member-name.ts'
import type { Unpacking } from './unpacking.ts'
import { writeMember } from './write-member.ts'

/** Archives of the nineties have no magic number; the checksum of each header is compared all the same. */
const tarOptions = { allowUnknownFormat: true, highWaterMark: 64 * 1024 }

/** Unpacks a bare gz to each of `wanted`. Throws `ASSET`, naming the archive, where it is damaged or too large. */
export async function unpackGzip({ path, name, meter, signal }: Unpacking, wanted: readonly Wanted[]): Promise<void> {
  const unpacked = createGunzip()
  const flow = pipeline(
    createReadStream(path),
    unpacked,
    async content => {
      await writeMember(
        content,
        wanted.map(({ into }) => into),
        (chunk, bytes) => {
          meter.unpacked(chunk.length)
          meter.file('its content', bytes)
        },
      )
    },
    { signal },
  )
  await flow.catch(error => {
    throw damaged(name, error)
  })
}

/** Unpacks the wanted members of a tar.gz. Throws `ASSET`, naming archive and member. */
export async function unpackTar({ path, name, meter, signal }: Unpacking, destinations: Destinations): Promise<void> {
  const tar = extract(tarOptions)
  const flow = pipeline(createReadStream(path), createGunzip(), metered(meter), tar, { signal })
  // Both ends can fail; whichever does first stops the other, and its error is the one to show.
  const faults: unknown[] = []
  const ends = [flow, takeMembers()].map(end => end.catch((error: unknown) => void faults.push(error)))
  await Promise.all(ends)
  signal?.throwIfAborted()
  if (faults.length > 0) throw damaged(name, faults.find(fault => fault instanceof BenchError) ?? faults[0])

  async function takeMembers(): Promise<void> {
    for await (const entry of tar) {
      const { type, size = 0, linkname } = entry.header
      const member = memberName(name, entry.header.name)
      meter.entry()
      const paths = type === 'directory' ? [] : destinations.of(member)
      if (paths.length === 0) {
        entry.resume()
        continue
      }
      if (type !== 'file' && type !== 'contiguous-file') {
        const what = linkname ? `a link to ${quoted(linkname)}` : 'not a regular file'
        throw new BenchError('ASSET', `${name}: the member ${quoted(member)} is ${what}; not unpacked`)
      }
      meter.file(quoted(member), size)
      await writeMember(bytesOf(entry), paths, () => undefined)
    }
  }
}

function metered(meter: UnpackMeter) {
  return async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      meter.unpacked(chunk.length)
      yield chunk
    }
  }
}

async function* bytesOf(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) if (chunk instanceof Uint8Array) yield chunk
}

function damaged(name: string, error: unknown): unknown {
  if (error instanceof BenchError || !(error instanceof Error) || error.name === 'AbortError') return error
  const { message } = error
  const cut = /unexpected end/i.test(message)
  return new BenchError('ASSET', `${name}: ${cut ? 'the archive ends too early' : `a damaged archive (${message})`}`, {
    cause: error,
  })
}
