import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'

export interface Member {
  readonly name: string
  readonly content?: string | Uint8Array
  readonly type?: 'file' | 'directory' | 'symlink' | 'link' | 'fifo'
  readonly linkname?: string
}

/** A tar.gz with exactly these members, whatever their names. */
export async function tarGz(members: readonly Member[]): Promise<Buffer> {
  return gzipSync(await tar(members))
}

export async function tar(members: readonly Member[]): Promise<Buffer> {
  const packing = pack()
  for (const { name, content = '', type = 'file', linkname } of members) {
    packing.entry({ name, type, mtime: new Date(0), ...(linkname && { linkname }) }, Buffer.from(content))
  }
  packing.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of packing) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
}

interface ZipMember {
  readonly name: string
  readonly content?: string | Uint8Array
  /** Unix kind and permissions; 0o120777 is a link. */
  readonly mode?: number
  readonly encrypted?: boolean
  /** Stated instead of the true ones. */
  readonly crc?: number
  readonly size?: number
}

/** A zip with exactly these members. No library writes names that lead elsewhere, so it is put together by hand. */
export function zip(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const { name, content = '', mode = 0, encrypted = false, crc, size } of members) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const path = Buffer.from(name)
    // version, flags (UTF-8 names), method, time, date, CRC-32, packed size, size, length of the name, no extra field
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc ?? crc32(bytes), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(size ?? bytes.length, 18)
    facts.writeUInt16LE(path.length, 22)
    const tail = Buffer.alloc(14) // comment, disk, internal and external attributes, offset
    tail.writeUInt32LE((mode << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, path, packed])
    locals.push(local)
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), facts, tail, path]))
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
