import { BenchError } from '../../../core/error.ts'
import type { OldTokenizerConfig } from './old-config.ts'
import { addedTokens, between, type SpecialToken } from './tokenizer-json.ts'

/**
 * The tokenizer.json of a BERT vocabulary: one piece a line, its number being its id. Rules are those of BERT's own tokenizer, which lower-cases
 * unless told otherwise. Throws `MODEL`, naming the file and the line, where a piece is there twice or a special one is missing.
 */
export function wordPieceTokenizer(path: string, vocabulary: string, config: OldTokenizerConfig): object {
  const ids = idsOf(path, vocabulary)
  const special = (content: string): SpecialToken => {
    const id = ids.get(content)
    if (id !== undefined) return { id, content, lstrip: false }
    throw new BenchError('MODEL', `${path}: the special piece ${content} is not in the vocabulary`)
  }
  const [pad, unknown, first, last, mask] = [
    special(config.pad_token ?? '[PAD]'),
    special(config.unk_token ?? '[UNK]'),
    special(config.cls_token ?? '[CLS]'),
    special(config.sep_token ?? '[SEP]'),
    special(config.mask_token ?? '[MASK]'),
  ]
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens([pad, unknown, first, last, mask]),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: config.tokenize_chinese_chars ?? true,
      strip_accents: config.strip_accents ?? null,
      lowercase: config.do_lower_case ?? true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: between(first, last),
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: unknown.content,
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(ids),
    },
  }
}

function idsOf(path: string, vocabulary: string): Map<string, number> {
  const lines = vocabulary.split('\n').map(line => (line.endsWith('\r') ? line.slice(0, -1) : line))
  if (lines.at(-1) === '') lines.pop()
  if (lines.length === 0) throw new BenchError('MODEL', `${path}: the file is empty`)
  const ids = new Map<string, number>()
  for (const [id, piece] of lines.entries()) {
    if (ids.has(piece)) {
      throw new BenchError(
        'MODEL',
        `${path}:${id + 1}: the piece ${JSON.stringify(piece)} stands on line ${(ids.get(piece) ?? 0) + 1} too`,
      )
    }
    ids.set(piece, id)
  }
  return ids
}
