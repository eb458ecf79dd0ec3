import type { PieceLimit } from '../../core/deployment/deployment.ts'
import { BenchError } from '../../core/error.ts'
import type { Config } from '../checkpoint/config.ts'

/**
 * How many pieces of a text are read: what is asked, or the length in tokenizer_config.json as the pipeline has it, unless the model cannot
 * read as many (the pipeline would fail there), or what the model says. Throws `ARGUMENT` where more is asked than the model can read, or
 * no piece fits besides the `special` ones.
 */
export function limitPieces(
  asked: number | null,
  tokenizerPieces: number | null,
  { path, maxPieces }: Pick<Config, 'path' | 'maxPieces'>,
  special: number,
): PieceLimit {
  const limit = chooseLimit(asked, tokenizerPieces, maxPieces)
  if (asked !== null && maxPieces !== null && asked > maxPieces) {
    throw new BenchError(
      'ARGUMENT',
      `--truncate ${asked}: ${path} says that the model reads at most ${maxPieces} pieces, special tokens included`,
    )
  }
  if (limit.pieces !== null && limit.pieces <= special) {
    throw new BenchError(
      'ARGUMENT',
      `--truncate ${limit.pieces}: the special tokens alone are ${special} pieces; give a larger number`,
    )
  }
  return limit
}

function chooseLimit(asked: number | null, tokenizer: number | null, model: number | null): PieceLimit {
  if (asked !== null) return { pieces: asked, from: 'asked' }
  if (tokenizer !== null && (model === null || tokenizer <= model)) return { pieces: tokenizer, from: 'tokenizer' }
  return model === null ? { pieces: null, from: 'none' } : { pieces: model, from: 'model' }
}
