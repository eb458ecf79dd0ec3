import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Checksum } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { nameOfAlgorithm } from '../corpus/digest.ts'
import { claimPart, type Part } from '../fetch/part.ts'
import { shownUrl } from '../fetch/web.ts'
import { isWebPage } from '../fetch/web-page.ts'
import type { FileHeaders, HubConnection } from './connection.ts'
import { onHubDisk } from './disk.ts'
import { checksumOf, type RepositoryFile } from './listing.ts'
import type { RepositoryCache } from './repository-cache.ts'

export interface BlobOptions {
  readonly hub: HubConnection
  readonly cache: RepositoryCache
  readonly repository: string
  readonly commit: string
  readonly signal: AbortSignal
  readonly onBytes: (received: number, total: number | null) => void
}

/** Where the server says nothing of the size of a file. */
const largest = 64 * 1024 ** 3

/**
 * Downloads a file of a commit to its place among the blobs, and links it into the snapshot. Its bytes are held against the checksum that
 * the Hub states; what is wrong is thrown away, and where it was put together from pieces the whole is asked for once more. What came
 * before an interruption is kept, and gone on with. Throws `MODEL`, `ASSET` or `OUTPUT`, and the reason of the signal.
 */
export async function fetchBlob(file: RepositoryFile, options: BlobOptions): Promise<void> {
  const { cache, commit } = options
  const stated = checksumOf(file)
  const isThere = stated !== null && (await isWhole(cache.blob(stated.hex), file.bytes))
  const name = isThere ? stated.hex : await downloadBlob(file, stated, options)
  await onHubDisk(cache.pathOf(commit, file.path), () => cache.link(commit, file.path, name))
}

/** The name of the blob. */
async function downloadBlob(
  file: RepositoryFile,
  stated: Checksum | null,
  { hub, cache, repository, commit, signal, onBytes }: BlobOptions,
): Promise<string> {
  const url = hub.addressOf(
    `/${repository}/resolve/${commit}/${file.path.split('/').map(encodeURIComponent).join('/')}`,
  )
  const asked = { repository, revision: commit, path: file.path }
  const part = await onHubDisk(cache.downloads, () => claimPart(cache.downloads, url.href))
  let keep = true
  try {
    let pieces = (await part.size()) > 0 ? 2 : 1
    const onRetry = () => void pieces++
    const limits = { signal, maxBytes: file.bytes ?? largest, onBytes, onRetry }
    const fill = () => onHubDisk(part.body, () => hub.fill(part, url, asked, limits))
    const refill = async () => {
      await onHubDisk(part.body, () => part.restart(null))
      return fill()
    }
    let headers = await fill()
    if (headers === null && stated === null) headers = await refill()
    checkCommit(url, headers, commit)
    const checksum = stated ?? checksumOfEtag(url, headers?.etag ?? '')
    let found = await digestOfFile(part.body, checksum.algorithm)
    if (found !== checksum.hex && pieces > 1) {
      await refill() // a server may have mixed two files
      found = await digestOfFile(part.body, checksum.algorithm)
    }
    if (found !== checksum.hex) {
      keep = false
      throw await wrongBytes(url, part, checksum, found)
    }
    const blob = cache.blob(checksum.hex)
    await onHubDisk(blob, async () => {
      await mkdir(dirname(blob), { recursive: true })
      await rename(part.body, blob)
    })
    keep = false
    return checksum.hex
  } finally {
    await (keep ? part.release() : part.remove())
  }
}

async function isWhole(path: string, bytes: number | null): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isFile() === true && found.size === (bytes ?? found.size)
}

function checkCommit(url: URL, headers: FileHeaders | null, commit: string): void {
  const found = headers?.commit ?? commit
  if (found === commit) return
  throw new BenchError('ASSET', `${shownUrl(url)}: the server says that this is of commit ${JSON.stringify(found)}`)
}

/** The `ETag` of the Hub: SHA-256 of a large file, the id that git gives to a small one. */
function checksumOfEtag(url: URL, etag: string): Checksum {
  if (/^[0-9a-f]{64}$/.test(etag)) return { algorithm: 'sha256', hex: etag }
  if (/^[0-9a-f]{40}$/.test(etag)) return { algorithm: 'git-blob', hex: etag }
  throw new BenchError(
    'ASSET',
    `${shownUrl(url)}: the server states no checksum (ETag), so nobody could tell whether the file is right; look at HF_ENDPOINT`,
  )
}

async function digestOfFile(path: string, algorithm: Checksum['algorithm']): Promise<string> {
  const hash = createHash(algorithm === 'sha256' ? 'sha256' : 'sha1')
  if (algorithm === 'git-blob') hash.update(`blob ${(await stat(path)).size}\0`)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

async function wrongBytes(url: URL, { body }: Part, { algorithm, hex }: Checksum, found: string): Promise<BenchError> {
  const what = (await isWebPage(body))
    ? 'the server sent a web page, not the file; look at HF_ENDPOINT and the proxy'
    : `${nameOfAlgorithm(algorithm)} is ${found}, expected ${hex}; it is not kept: it was changed on the way`
  return new BenchError('ASSET', `${shownUrl(url)}: ${what}`)
}
