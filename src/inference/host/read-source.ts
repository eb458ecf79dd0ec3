import type { Operators } from '../../core/tagger.ts'
import type { Backend } from '../backend.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { RawSource } from '../deployed/tag-as-deployed.ts'
import { createTokenizer, type Tokenizer } from '../tokenizer.ts'
import { loadLibrary } from '../transformersjs/library.ts'
import { openTransformersJsSession } from '../transformersjs/session.ts'
import { openTransformersJsTokenizer } from '../transformersjs/tokenizer.ts'
import { readGraph } from './read-graph.ts'
import type { Source, Way } from './source.ts'

/**
 * The tokenizer of a checkpoint as a backend has it, and what a deployed reading needs besides, which only ours has. Throws `MODEL`; `ARGUMENT` where the backend is
 * not installed.
 */
export async function openTokenizer(
  { tokenizer: file, config }: Checkpoint,
  backend: Backend,
): Promise<{ readonly tokenizer: Tokenizer; readonly raw: RawSource | null }> {
  if (backend === 'transformersjs') {
    return { tokenizer: await openTransformersJsTokenizer(await loadLibrary(), file), raw: null }
  }
  const tokenizer = await createTokenizer(file.path, file.json)
  return { tokenizer, raw: { tokenizer, file, config } }
}

/** Throws `MODEL`, naming the file and the cause. */
export async function readSource(
  checkpoint: Checkpoint,
  { backend, operators }: { readonly backend: Backend; readonly operators: Operators },
): Promise<Source> {
  const { config, weights } = checkpoint
  if (backend === 'transformersjs' && weights.kind === 'onnx') {
    const library = await loadLibrary()
    const { path } = weights
    const open: Way['open'] = (threads, device) => openTransformersJsSession(library, { config, path }, threads, device)
    const note = `Run by transformers.js ${library.env.version}, its own tokenizer included; windows, batches and decoding are ours.`
    return { path, parameters: null, notes: [note], waysOn: () => [{ name: '', open }] }
  }
  return readGraph(checkpoint, operators)
}
