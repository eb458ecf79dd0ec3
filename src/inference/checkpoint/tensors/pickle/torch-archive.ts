import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { BenchError } from '../../../../core/error.ts'
import { quoted } from '../quoted.ts'

/** A member of the zip, stored as it is: where its bytes lie in the file. */
export interface Member {
  readonly offset: number
  readonly bytes: number
}

/** More than any model has tensors. */
const maxMembers = 100_000

/**
 * The members of a zip file by name. Throws `MODEL`, naming file and member, where it is damaged, a member is compressed or encrypted, occurs
 * twice, or is named so that it could be unpacked elsewhere.
 */
export async function listMembers(path: string): Promise<ReadonlyMap<string, Member>> {
  try {
    const zip = await openPromise(path, { strictFileNames: true, autoClose: false })
    try {
      return await listEntries(path, zip)
    } finally {
      zip.close()
    }
  } catch (error) {
    if (error instanceof BenchError || !(error instanceof Error)) throw error
    throw new BenchError('MODEL', `${path}: the zip is damaged or refused (${error.message})`, { cause: error })
  }
}

async function listEntries(path: string, zip: ZipFile): Promise<ReadonlyMap<string, Member>> {
  const members = new Map<string, Member>()
  for await (const entry of zip.eachEntry()) {
    const refuse = (why: string) => new BenchError('MODEL', `${path}: the member ${quoted(entry.fileName)} ${why}`)
    if (members.has(entry.fileName)) throw refuse('is a duplicate')
    if (members.size >= maxMembers) throw refuse(`is one of more than ${maxMembers}`)
    if (entry.isEncrypted()) throw refuse('is encrypted')
    if (entry.compressionMethod !== 0) throw refuse('is compressed, which PyTorch never does')
    members.set(entry.fileName, await placeOf(zip, entry))
  }
  return members
}

/** Checks also that the member ends within the file. */
async function placeOf(zip: ZipFile, entry: Entry): Promise<Member> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  return { offset: fileDataStart, bytes: entry.uncompressedSize }
}
