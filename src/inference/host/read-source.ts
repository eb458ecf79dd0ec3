import type { Backend } from '../backend.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { Device } from '../device/device.ts'
import { createTokenizer, type Tokenizer } from '../tokenizer.ts'
import { loadLibrary } from '../transformersjs/library.ts'
import { openTransformersJsSession } from '../transformersjs/session.ts'
import { openTransformersJsTokenizer } from '../transformersjs/tokenizer.ts'
import { readGraph } from './read-graph.ts'
import { openSession, type PlacedSession } from './session.ts'

/** Weights that a backend can open. */
export interface Source {
  /** Of the weights, for messages. */
  readonly path: string
  /** null where nobody counted. */
  readonly parameters: number | null
  readonly notes: readonly string[]
  /** On a device that is not `auto`. Throws `MODEL` or `ARGUMENT`. */
  open(threads: number, device: Device): Promise<PlacedSession>
}

/** The tokenizer of a checkpoint as a backend has it. Throws `MODEL`; `ARGUMENT` where the backend is not installed. */
export async function openTokenizer({ tokenizer }: Checkpoint, backend: Backend): Promise<Tokenizer> {
  return backend === 'transformersjs'
    ? openTransformersJsTokenizer(await loadLibrary(), tokenizer)
    : createTokenizer(tokenizer.path, tokenizer.json)
}

/** Throws `MODEL`, naming the file and the cause. */
export async function readSource(checkpoint: Checkpoint, backend: Backend): Promise<Source> {
  const { config, weights } = checkpoint
  if (backend === 'transformersjs' && weights.kind === 'onnx') {
    const library = await loadLibrary()
    const { path } = weights
    const open: Source['open'] = (threads, device) =>
      openTransformersJsSession(library, { config, path }, threads, device)
    const note = `Run by transformers.js ${library.env.version}, its own tokenizer included; windows, batches and decoding are ours.`
    return { path, parameters: null, notes: [note], open }
  }
  const { source, parameters, notes } = await readGraph(checkpoint)
  const open: Source['open'] = (threads, device) => openSession(source, threads, device)
  return { path: source.path, parameters, notes, open }
}
