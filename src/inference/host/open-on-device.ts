import { listSupportedBackends } from 'onnxruntime-node'
import { BenchError } from '../../core/error.ts'
import type { ModelFacts } from '../../core/tagger.ts'
import { candidatesOf, formatDevice } from '../device/device.ts'
import { refuseFallback } from '../device/node-placement.ts'
import type { OpenRequest } from '../protocol.ts'
import type { Source } from './read-source.ts'
import type { Session } from './session.ts'

interface OpenedSession {
  readonly session: Session
  /** Of the logits. */
  readonly width: number
  readonly providers: ModelFacts['providers']
  /** What `auto` tried before, and why it could not be had. */
  readonly passedOver: readonly string[]
}

/**
 * Opens a graph on the device that was asked for, lets it read one row (`probe`), and proves by a profile of that run where its nodes ran. Throws
 * `ARGUMENT` with the remedy where the device cannot be had, `MODEL` where what counts ran elsewhere; `auto` goes on to the next device then, and says so.
 */
export async function openOnDevice(
  source: Pick<Source, 'path' | 'open'>,
  { device, threads }: Pick<OpenRequest, 'device' | 'threads'>,
  probe: (session: Session) => Promise<number>,
): Promise<OpenedSession> {
  const backends = listSupportedBackends().map(({ name }) => name)
  const candidates = candidatesOf(device, backends)
  const passedOver: string[] = []
  for (const [index, candidate] of candidates.entries()) {
    try {
      const session = await source.open(threads, candidate)
      const width = await probe(session)
      const placement = await session.placement()
      if (placement !== null) refuseFallback(source.path, candidate, placement)
      const providers = placement?.providers ?? [{ name: 'CPUExecutionProvider', nodes: null }]
      return { session, width, providers, passedOver }
    } catch (error) {
      if (!(error instanceof BenchError) || index === candidates.length - 1) throw error
      passedOver.push(`--device auto passed over ${formatDevice(candidate)}: ${error.message}`)
    }
  }
  throw new Error('no device to try')
}
