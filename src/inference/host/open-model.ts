import { basename, resolve } from 'node:path'
import { BenchError } from '../../core/error.ts'
import type { Reading } from '../../core/tagger.ts'
import { type Checkpoint, readCheckpoint } from '../checkpoint/checkpoint.ts'
import { typesOf, verifyLabels } from '../checkpoint/labels.ts'
import type { RawSource } from '../deployed/tag-as-deployed.ts'
import type { Gauges } from '../gauges.ts'
import type { HostFacts, OpenRequest } from '../protocol.ts'
import type { Tokenizer } from '../tokenizer.ts'
import { cutWindows } from '../windows.ts'
import type { Model } from './model.ts'
import { openOnDevice } from './open-on-device.ts'
import { openTokenizer, readSource } from './read-source.ts'
import type { Session } from './session.ts'
import { padRows } from './window-plan.ts'

/**
 * Opens a checkpoint and lets it read one row, so that whatever does not fit together is said before the work: throws `MODEL`, naming the
 * file and the cause, or `ARGUMENT` where the window is longer than the model can read.
 */
export async function openModel(
  request: OpenRequest,
  gauges: Gauges,
): Promise<{ model: Model; raw: RawSource | null; facts: HostFacts }> {
  const checkpoint = await readCheckpoint(request)

  const began = gauges.seconds()
  const { tokenizer, raw } = await openTokenizer(checkpoint, request.backend)
  const { before, behind } = tokenizer
  cutWindows(0, request.reading.window.pieces - before.length - behind.length, request.reading.window.overlap)
  const source = await readSource(checkpoint, request)
  const padId = checkpoint.tokenizer.padId
  const { session, width, providers, passedOver } = await openOnDevice(source, request, opened =>
    probe(opened, tokenizer, padId, checkpoint, request.reading),
  )
  verifyLabels(checkpoint.labels, checkpoint.config, width)
  // Last: a model that cannot be used with any window is not to be blamed on this one.
  checkWindow(checkpoint, request.reading)
  const loadSeconds = gauges.seconds() - began

  const labels = checkpoint.labels.names
  return {
    model: { path: source.path, session, tokenizer, labels, padId, reading: request.reading },
    raw,
    facts: {
      revision: checkpoint.manifest.revision,
      weightsSha256: checkpoint.weightsSha256,
      tokenizerSha256: checkpoint.tokenizer.sha256,
      architecture: checkpoint.config.architecture,
      parameters: checkpoint.manifest.parameters ?? source.parameters,
      precision: checkpoint.precision,
      types: typesOf(labels),
      backend: session.backend,
      loadSeconds,
      providers,
      notes: [...checkpoint.manifest.notes, ...source.notes, ...adapterNotes(request), ...passedOver],
    },
  }
}

function adapterNotes({ adapter }: OpenRequest): string[] {
  if (adapter === null) return []
  const name = basename(resolve(adapter.folder))
  switch (adapter.mode) {
    case 'merged':
      return [`LoRA adapter ${name} merged into the weights.`]
    case 'branches':
      return [`LoRA adapter ${name} run as branches beside the weights.`]
  }
}

function checkWindow({ config }: Checkpoint, { window }: Reading): void {
  if (config.maxPieces === null || window.pieces <= config.maxPieces) return
  throw new BenchError(
    'ARGUMENT',
    `--window ${window.pieces}: ${config.path} says that the model reads at most ${config.maxPieces} pieces, ` +
      'special tokens included; give a smaller window',
  )
}

/**
 * Width of the logits. The row is the special tokens by themselves; where config.json does not say how much the model can read,
 * it is a full window, which a table of positions that is too short cannot take.
 */
async function probe(
  session: Session,
  { before, behind }: Tokenizer,
  padId: number,
  { config }: Checkpoint,
  { window }: Reading,
): Promise<number> {
  const filler = config.maxPieces === null ? window.pieces - before.length - behind.length : 1
  const ids = [...before, ...new Array<number>(Math.max(filler, 1)).fill(padId), ...behind]
  const { labels } = await session.run(padRows([{ ids }], ids.length, padId))
  return labels
}
