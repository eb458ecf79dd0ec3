import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Piece } from '../../../src/inference/checkpoint/tokenizer/sentencepiece/model-file.ts'
import { bytesField } from '../../../src/inference/graph/onnx/protobuf.ts'
import { sharedPath } from '../../shared.ts'
import { albertHead, debertaHead, modelBytes, piece, xlmRobertaHead } from './model-bytes.ts'

interface Rebuildable {
  readonly name: string
  readonly file: string
  /** What the file begins with. */
  readonly head: readonly Piece[]
  /** How many pieces of tokenizer.json stand for that. */
  readonly skip: number
}

export const debertaV2: Rebuildable = { name: 'deberta-v2', file: 'spm.model', head: debertaHead, skip: 4 }

/** Tiny checkpoints of the reference material. */
export const rebuildable: readonly Rebuildable[] = [
  { name: 'albert', file: 'spiece.model', head: albertHead, skip: 5 },
  debertaV2,
  { ...debertaV2, name: 'deberta-v2-c2p' },
  { ...debertaV2, name: 'deberta-v2-xl' },
  { name: 'xlm-roberta', file: 'sentencepiece.bpe.model', head: xlmRobertaHead, skip: 4 },
]

const schema = z.object({
  model: z.object({ vocab: z.array(z.tuple([z.string(), z.number()])) }),
  normalizer: z.unknown(),
})

/** The SentencePiece model that the checkpoint's tokenizer.json was made from, written again from its pieces, scores and rules. */
export function rebuiltModel({ name, head, skip }: Rebuildable): Uint8Array {
  const text = readFileSync(sharedPath('models', 'tiny', name, 'tokenizer.json'), 'utf8')
  const { model, normalizer } = schema.parse(JSON.parse(text))
  const own = model.vocab.slice(skip).filter(([content]) => content !== '<mask>')
  const map = /"precompiled_charsmap":"([^"]*)"/.exec(JSON.stringify(normalizer))?.[1] ?? ''
  return modelBytes([...head, ...own.map(([content, score]) => piece(content, score))], {
    normalizer: [bytesField(2, Buffer.from(map, 'base64'))],
  })
}
