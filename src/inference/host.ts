import { BenchError } from '../core/error.ts'
import { type RawSource, tagAsDeployed } from './deployed/tag-as-deployed.ts'
import { processGauges } from './gauges.ts'
import type { Model } from './host/model.ts'
import { openModel } from './host/open-model.ts'
import { tagPassages } from './host/tagging.ts'
import type { Answers, BatchNews, FromHost, PieceRows, RawLogits, Request, ToHost } from './protocol.ts'

// The child process in which a session lives, tokenisation with it: `session.run` blocks the event loop, and a crash or an out-of-memory
// kill must cost one cell, not the run. Requests are answered one after the other.

let model: Model | null = null
let raw: RawSource | null = null
let last: Promise<void> = Promise.resolve()

process.on('message', (request: ToHost) => {
  last = last.then(() => respond(request))
})
process.on('disconnect', () => process.exit(0)) // the parent has gone, or has closed the tagger
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole group; the parent decides

async function respond(request: ToHost): Promise<void> {
  try {
    send({ id: request.id, kind: 'answer', value: await answer(request, request.id) })
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    const { code, reason } = error instanceof BenchError ? error : { code: null, reason: null }
    send({ id: request.id, kind: 'failure', code, reason, message, stack })
  }
}

async function answer(request: Request, id: number): Promise<Answers[Request['kind']]> {
  if (request.kind === 'open') {
    const opened = await openModel(request, processGauges)
    model = opened.model
    raw = opened.raw
    return opened.facts
  }
  if (model === null) throw new Error(`${request.kind} before open`)
  if (request.kind === 'logits') return computeLogits(model, request.rows)
  const report = (news: BatchNews) => {
    if (news.batches > 1) send({ id, kind: 'batch', news })
  }
  if (request.kind === 'deploy') {
    if (raw === null) throw new BenchError('ARGUMENT', 'raw text is read by our own tokenizer only; use --backend ort')
    return tagAsDeployed(model, raw, request.inputs, request.deployment, report)
  }
  return tagPassages(model, request.inputs, request.plan, processGauges, report)
}

async function computeLogits({ session }: Model, { ids, mask, typeIds }: PieceRows): Promise<RawLogits> {
  const rows = ids.length
  const width = ids[0]?.length ?? 0
  const flatten = (values: readonly (readonly number[])[]) => BigInt64Array.from(values.flat(), BigInt)
  const input = {
    rows,
    width,
    ids: flatten(ids),
    mask: flatten(mask),
    typeIds: typeIds === null ? null : flatten(typeIds),
  }
  const { data, labels } = await session.run(input)
  return { dims: [rows, width, labels], data: Float32Array.from(data) }
}

function send(message: FromHost): void {
  process.send?.(message)
}
