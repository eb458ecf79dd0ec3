import { type Command, InvalidArgumentError } from 'commander'
import type { FetchEvent, FetchedFile } from '../../wire/datasets/fetch.ts'
import type { CommandContext } from '../context.ts'
import type { Io } from '../io.ts'

interface FetchFlags {
  readonly parallel: number
  readonly json: boolean
  readonly quiet: boolean
}

/** `datasets fetch`: what is not on disk. */
export function addFetchCommand(datasets: Command, { io, finish }: CommandContext): void {
  datasets
    .command('fetch')
    .summary('download what is not on disk, verified, resumable')
    .description(
      'Downloads the files of corpora from where they were published into BIONER_HOME (~/.cache/bioner-bench unless set); what is on\n' +
        'disk already, there or in BIONER_DATA, is verified and kept. A download that was cut off goes on where it stopped; a file\n' +
        'that is not what it should be is thrown away.',
    )
    .argument('<name...>', 'ID (its default variant), ID@VARIANT, ID@all, or all (every default variant)')
    .option('--parallel <n>', 'downloads at a time', downloads, 4)
    .option('--json', 'print bioner-bench/corpus-fetch@1 instead', false)
    .option('--quiet', 'say nothing on stderr', false)
    .addHelpText('after', details)
    .action(async (names: string[], flags: FetchFlags) => {
      const { fetchCorpora } = await import('../../wire/datasets/fetch.ts')
      const talk = talkOf(io, flags.quiet)
      const files = await fetchCorpora(
        { names, parallel: flags.parallel, signal: new AbortController().signal, onEvent: talk.show },
        io.env,
      )
      talk.clear()
      io.stdout(
        flags.json
          ? `${JSON.stringify({ format: 'bioner-bench/corpus-fetch@1', files }, null, 2)}\n`
          : files.map(renderFile).join(''),
      )
      if (files.some(file => file.status === 'failed')) finish(1)
    })
}

const details = `
Environment:
  BIONER_HOME          where downloads go            BIONER_DATA     a folder of yours, looked at first and never written
  BIONER_OFFLINE=1     no connection at all          BIONER_MIRROR   https://host/base: <base>/<host>/<path> is asked first
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY                  as usual

Examples:
  bioner-bench datasets fetch anatem bionlp13cg
  bioner-bench datasets fetch ncbi-disease@all
  BIONER_MIRROR=https://mirror.example.org/bio bioner-bench datasets fetch all`

/** On a terminal one line that rewrites itself; elsewhere a line for each retry, and results at the end. */
function talkOf(io: Io, quiet: boolean): { show(event: FetchEvent): void; clear(): void } {
  if (quiet) return { show: () => {}, clear: () => {} }
  const line = (text: string) => io.stderr(io.interactive ? `\r\u001b[K${text}` : '')
  return {
    show: event => {
      if (event.kind === 'bytes')
        line(`${event.url}: ${size(event.received)}${event.total === null ? '' : ` of ${size(event.total)}`}`)
      else if (event.kind === 'retry')
        io.stderr(
          `${io.interactive ? '\r\u001b[K' : ''}${event.url}: ${event.reason}; again in ${event.waitSeconds} s\n`,
        )
    },
    clear: () => line(''),
  }
}

function renderFile({ path, status, place, bytes, error }: FetchedFile): string {
  return status === 'failed'
    ? `FAILED   ${path}\n    ${error}\n`
    : `${status.padEnd(7)}  ${path}  ${size(bytes ?? 0)}  ${place}\n`
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

function downloads(text: string): number {
  if (!/^([1-9]|1[0-6])$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1 to 16.')
  return Number(text)
}
