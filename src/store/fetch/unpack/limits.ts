import { BenchError } from '../../../core/error.ts'

export interface UnpackLimits {
  /** Members of an archive, wanted or not. */
  readonly entries: number
  readonly fileBytes: number
  /** All that has to be unpacked: of a tar also what is passed over. */
  readonly totalBytes: number
  /** Unpacked bytes for each byte of the archive, looked at beyond `ratioFrom` unpacked bytes. */
  readonly ratio: number
  readonly ratioFrom: number
}

export const defaultUnpackLimits: UnpackLimits = {
  entries: 200_000,
  fileBytes: 512 * 1024 * 1024,
  totalBytes: 2 * 1024 * 1024 * 1024,
  ratio: 200,
  ratioFrom: 10 * 1024 * 1024,
}

/** Counts what comes out of one archive; each of its functions throws `ASSET`, naming the archive, where a limit is passed. */
export interface UnpackMeter {
  entry(): void
  unpacked(bytes: number): void
  /** `bytes`: of one file, as far as they are known. */
  file(name: string, bytes: number): void
}

export function unpackMeter(archive: string, archiveBytes: number, limits: UnpackLimits): UnpackMeter {
  let entries = 0
  let total = 0
  const refuse = (what: string) => new BenchError('ASSET', `${archive}: ${what}; not unpacked`)
  return {
    entry() {
      if (++entries > limits.entries) throw refuse(`more than ${limits.entries} members`)
    },
    unpacked(bytes) {
      total += bytes
      if (total > limits.totalBytes) throw refuse(`unpacks to more than ${limits.totalBytes} bytes`)
      if (total > limits.ratioFrom && total > limits.ratio * archiveBytes)
        throw refuse(`unpacks to more than ${limits.ratio} times its ${archiveBytes} bytes`)
    },
    file(name, bytes) {
      if (bytes > limits.fileBytes) throw refuse(`${name} is longer than ${limits.fileBytes} bytes`)
    },
  }
}
