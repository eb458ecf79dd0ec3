import type { Piece } from '../../../src/inference/checkpoint/tokenizer/sentencepiece/model-file.ts'
import {
  bytesField,
  type Field,
  floatField,
  intField,
  message,
  stringField,
} from '../../../src/inference/graph/onnx/protobuf.ts'

const types = { normal: 1, unknown: 2, control: 3, 'user-defined': 4, unused: 5, byte: 6 } as const

export interface ModelSettings {
  readonly trainer?: readonly Field[]
  readonly normalizer?: readonly Field[]
}

/** The bytes of a SentencePiece model; unigram and without rules where the settings do not say otherwise. */
export function modelBytes(
  pieces: readonly Piece[],
  { trainer = [], normalizer = [] }: ModelSettings = {},
): Uint8Array {
  return message([
    ...pieces.map(piece => bytesField(1, pieceBytes(piece))),
    bytesField(2, message(trainer)),
    bytesField(3, message(normalizer)),
  ])
}

function pieceBytes({ text, score, kind }: Piece): Uint8Array {
  const type = kind === 'normal' ? [] : [intField(3, types[kind])]
  return message([stringField(1, text), floatField(2, score), ...type])
}

export function piece(text: string, score = -1, kind: Piece['kind'] = 'normal'): Piece {
  return { text, score, kind }
}

/** What a model of XLM-RoBERTa begins with. */
export const xlmRobertaHead: readonly Piece[] = [
  piece('<unk>', 0, 'unknown'),
  piece('<s>', 0, 'control'),
  piece('</s>', 0, 'control'),
]

/** What a model of DeBERTa v2 or v3 begins with. */
export const debertaHead: readonly Piece[] = [
  piece('[PAD]', 0, 'control'),
  piece('[CLS]', 0, 'control'),
  piece('[SEP]', 0, 'control'),
  piece('[UNK]', 0, 'unknown'),
]

/** What a model of ALBERT begins with. */
export const albertHead: readonly Piece[] = [
  piece('<pad>', 0, 'control'),
  piece('<unk>', 0, 'unknown'),
  piece('[CLS]', 0, 'control'),
  piece('[SEP]', 0, 'control'),
  piece('[MASK]', 0, 'control'),
]
