import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BenchError } from '../core/error.ts'
import { type Answers, type BatchNews, describeBatch, type FromHost, type Request, type ToHost } from './protocol.ts'

/** A process that holds a session. */
export interface HostProcess {
  readonly processId: number | null
  /**
   * Rejects with the `BenchError` that the process reports, or with `INFERENCE` where it dies or has died: the signal or exit
   * code, and what it was doing.
   */
  ask<Kind extends Request['kind']>(
    request: Extract<Request, { kind: Kind }>,
    onBatch?: (news: BatchNews) => void,
  ): Promise<Answers[Kind]>
  /** Ends the process, whatever it is doing, and waits until it has gone. */
  close(): Promise<void>
}

interface Pending {
  readonly doing: string
  readonly resolve: (value: Answers[Request['kind']]) => void
  readonly reject: (error: Error) => void
  readonly onBatch: ((news: BatchNews) => void) | undefined
  news: BatchNews | null
}

/** Starts a host. `name` is what messages call its model; `threads` is also what the tokenizers library may use. */
export function startHost(name: string, threads: number): HostProcess {
  const child = forkHost(threads)
  const pending = new Map<number, Pending>()
  const complaints = keepTail(child)
  let requests = 0
  let end: string | null = null

  const abandon = (reason: string) => {
    end = reason
    for (const { reject, doing, news } of pending.values()) {
      reject(new BenchError('INFERENCE', `${name}: ${reason} ${news === null ? doing : describeBatch(news)}`))
    }
    pending.clear()
  }
  child.on('error', error => abandon(`its process could not be started or reached (${error.message})`))
  const exited = new Promise<void>(resolve => {
    child.once('exit', (code, signal) => {
      if (end === null) abandon(describeExit(code, signal, complaints()))
      resolve()
    })
  })
  child.on('message', (message: FromHost) => {
    const request = pending.get(message.id)
    if (request === undefined) return
    if (message.kind === 'batch') {
      request.news = message.news
      request.onBatch?.(message.news)
      return
    }
    pending.delete(message.id)
    if (message.kind === 'answer') request.resolve(message.value)
    else request.reject(errorOf(message))
  })

  return {
    processId: child.pid ?? null,
    ask<Kind extends Request['kind']>(request: Extract<Request, { kind: Kind }>, onBatch?: (news: BatchNews) => void) {
      return new Promise<Answers[Kind]>((resolve, reject) => {
        if (end !== null) return reject(new BenchError('INFERENCE', `${name}: ${end}; open it again`))
        const id = requests++
        pending.set(id, {
          doing: describeRequest(request),
          resolve: value => resolve(value as Answers[Kind]), // answers carry the id of their request, so the kinds agree
          reject,
          onBatch,
          news: null,
        })
        child.send({ ...request, id } satisfies ToHost)
      })
    },
    async close() {
      if (end === null) abandon('the tagger was closed')
      if (child.pid === undefined) return
      child.kill('SIGKILL') // it holds nothing that needs saving
      await exited
    },
  }
}

/** The host beside this file: source runs by type stripping, the published package has JavaScript. */
function forkHost(threads: number): ChildProcess {
  return fork(fileURLToPath(new URL(`./host${extname(import.meta.url)}`, import.meta.url)), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // fp32 means float32: without the second, NVIDIA's libraries multiply with 10 bits of mantissa (TF32), and logits differ by a hundredth.
    env: { NVIDIA_TF32_OVERRIDE: '0', ...process.env, RAYON_NUM_THREADS: String(threads) },
  })
}

/** The last words of the process on stderr, for the message about its end. */
function keepTail(child: ChildProcess): () => string {
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-2000)
  })
  return () => tail.trim().split('\n').at(-1) ?? ''
}

function describeExit(code: number | null, signal: NodeJS.Signals | null, complaint: string): string {
  const said = complaint === '' ? '' : `, saying ${JSON.stringify(complaint)},`
  if (signal === null) return `its process ended with code ${code}${said}`
  const hint = signal === 'SIGKILL' ? ' (as the system does when memory runs out)' : ''
  return `its process was ended by ${signal}${hint}${said}`
}

function describeRequest(request: Request): string {
  if (request.kind === 'open') return 'while it loaded'
  if (request.kind === 'logits') return 'while it computed logits'
  const [first, last] = [request.inputs[0]?.id, request.inputs.at(-1)?.id]
  return `while it tagged ${request.inputs.length} passages (${first} to ${last})`
}

function errorOf({ code, reason, message, stack }: Extract<FromHost, { kind: 'failure' }>): Error {
  if (code !== null) return new BenchError(code, message, { reason })
  const bug = new Error(message)
  bug.stack = stack
  return bug
}
