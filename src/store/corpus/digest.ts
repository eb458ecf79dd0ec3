import { createHash } from 'node:crypto'
import type { Checksum } from '../../core/corpus.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'

/** What the bytes of an unpacked file hash to: SHA-256, or the id that git gives them. */
export function digestOf(algorithm: Checksum['algorithm'], bytes: Uint8Array): Checksum {
  const hex =
    algorithm === 'sha256'
      ? createHash('sha256').update(bytes).digest('hex')
      : createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  return { algorithm, hex }
}

/** SHA-256 of the lines `<sha256>  <path>\n` of a folder's files, sorted by path; `files` are those digests by relative path. */
export function folderDigest(files: ReadonlyMap<string, string>): Checksum {
  const hash = createHash('sha256')
  for (const [path, sha256] of [...files].sort(([a], [b]) => byCodePoint(a, b))) hash.update(`${sha256}  ${path}\n`)
  return { algorithm: 'sha256', hex: hash.digest('hex') }
}

/** `SHA-256` or `git blob id`, as messages call it. */
export function nameOfAlgorithm(algorithm: Checksum['algorithm']): string {
  return algorithm === 'sha256' ? 'SHA-256' : 'git blob id'
}
