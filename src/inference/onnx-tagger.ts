import { availableParallelism } from 'node:os'
import type { Operators, Reading, Tagger } from '../core/tagger.ts'
import { chooseBackend } from './backend.ts'
import type { AdapterChoice } from './checkpoint/adapter/adapter-choice.ts'
import { parseDevice } from './device/device.ts'
import { startHost } from './host-process.ts'
import { checkIds } from './input-ids.ts'
import type { PieceRows, RawLogits } from './protocol.ts'

export interface OnnxTagger extends Tagger {
  /** Of the process that holds the session. */
  readonly processId: number | null
  tagAsDeployed: NonNullable<Tagger['tagAsDeployed']>
  /** Raw logits of pieces that the caller has put together: for checks against a reference. */
  logits(rows: PieceRows): Promise<RawLogits>
}

export interface OnnxTaggerOptions {
  /** As the user named it. */
  readonly reference: string
  readonly name: string
  /** A folder with an ONNX model, or an `.onnx` file. */
  readonly path: string
  readonly dtype?: string | null
  readonly adapter?: AdapterChoice | null
  /** `ort` or `transformersjs`; the first unless given. */
  readonly backend?: string | null
  /** `cpu`, `webgpu`, `cuda:1`, `auto` …; the processor unless given. */
  readonly device?: string | null
  /** Of a graph that is built: `auto` unless given. */
  readonly operators?: Operators | null
  readonly reading: Reading
  /** Threads within an operator; every available core unless given. */
  readonly threads?: number | null
  readonly notes?: readonly string[]
}

/**
 * Opens a token classifier in a process of its own. Throws `MODEL` or `ARGUMENT` before any work where the
 * model, its tokenizer, its labels or the reading do not fit together. The first runs are slower: memory is taken, pages are
 * read. Who measures tags a few passages first. `close` must be called; the process also ends when this one does.
 */
export async function openOnnxTagger(options: OnnxTaggerOptions): Promise<OnnxTagger> {
  const { reference, name, path, reading } = options
  const threads = options.threads ?? availableParallelism()
  const { dtype = null, adapter = null } = options
  const backend = chooseBackend({
    backend: options.backend ?? null,
    adapter: adapter?.folder ?? null,
    device: options.device ?? null,
  })
  const host = startHost(name, threads)
  try {
    const device = parseDevice(options.device ?? 'cpu')
    const operators = options.operators ?? 'auto'
    const { notes, ...facts } = await host.ask({
      ...{ kind: 'open', path, dtype, adapter, backend, device, operators },
      ...{ reading, threads },
    })
    return {
      facts: {
        reference,
        name,
        ...facts,
        threads,
        notes: [...new Set([...(options.notes ?? []), ...notes])],
      },
      timed: true,
      reading,
      processId: host.processId,
      async tag(inputs, plan, onProgress) {
        checkIds(inputs)
        const seen = inputs.map(({ id, text, tokens }) => ({ id, text, tokens })) // a passage carries its gold
        const result = await host.ask({ kind: 'tag', inputs: seen, plan }, news => onProgress?.(news.tagged))
        onProgress?.(inputs.length)
        return result
      },
      async tagAsDeployed(inputs, deployment, onProgress) {
        checkIds(inputs)
        const seen = inputs.map(({ id, text }) => ({ id, text }))
        const answer = await host.ask({ kind: 'deploy', inputs: seen, deployment }, news => onProgress?.(news.tagged))
        onProgress?.(inputs.length)
        return answer
      },
      logits: rows => host.ask({ kind: 'logits', rows }),
      close: () => host.close(),
    }
  } catch (error) {
    await host.close()
    throw error
  }
}
