import { BenchError } from '../../core/error.ts'
import type { Part } from './part.ts'
import { type Reception, receive } from './receive.ts'
import { type Setback, waitSeconds } from './setback.ts'
import { shownUrl } from './web.ts'

export interface DownloadOptions extends Reception {
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  readonly onRetry: (reason: string, waitSeconds: number) => void
}

/** Failures in a row, without one new byte, after which a download is given up; and all failures of one download. */
const mostInRow = 5
const mostFailures = 50

/**
 * Fills the body of a part from the first of `addresses` that has it; what was lost on the way is asked for again. The part holds what
 * came, whatever happens. Throws `ASSET`, naming the address, where none has it, access is denied, or failures do not end.
 */
export async function download(addresses: readonly URL[], part: Part, options: DownloadOptions): Promise<void> {
  for (const url of addresses) {
    if (await downloadFrom(url, part, options)) return
  }
  const places = addresses.map(shownUrl).join(', nor at ')
  throw new BenchError(
    'ASSET',
    `${places}: not there (404); it may have moved, look for a newer version of this program`,
  )
}

/** false where the server does not have it. */
async function downloadFrom(url: URL, part: Part, options: DownloadOptions): Promise<boolean> {
  let most = await part.size()
  let inRow = 0
  for (let failures = 1; ; failures++) {
    const received = await receive(url, part, options)
    if (received === 'done') return true
    if (received === 'absent') return false
    const size = await part.size()
    inRow = size > most ? 1 : inRow + 1
    most = Math.max(most, size)
    if (inRow >= mostInRow || failures >= mostFailures) throw givenUp(url, received, failures)
    const seconds = waitSeconds(received, inRow)
    options.onRetry(received.reason, seconds)
    await options.sleep(seconds * 1000, options.signal)
  }
}

function givenUp(url: URL, { reason, askedSeconds }: Setback, failures: number): BenchError {
  const asked = askedSeconds ? `, and asks to wait ${askedSeconds} s` : ''
  return new BenchError(
    'ASSET',
    `${shownUrl(url)}: ${reason}${asked}; given up after ${failures} attempts, the same command goes on where it stopped`,
  )
}
