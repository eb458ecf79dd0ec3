import type { Span } from '../../core/passage.ts'
import type { RawTokenizer } from './raw-tokenizer.ts'

/**
 * Whether a piece goes on with the word of the piece before it, as the pipeline guesses (`gather_pre_entities` of transformers 5.23.0).
 * Where the vocabulary marks inner pieces: the piece's name is not as long as the text it stands for, so that a word which lost an
 * accent on the way counts as an inner piece. Elsewhere: there is no space at its first character, nor before it, so that a word
 * reaches to the next space, punctuation included. An unknown piece always begins a word. Lengths are counted in code points.
 */
export function continuesWord(
  text: string,
  { start, end }: Span,
  id: number,
  { pieces, marksContinuation, unknownId }: Pick<RawTokenizer, 'pieces' | 'marksContinuation' | 'unknownId'>,
): boolean {
  if (id === unknownId) return false
  if (marksContinuation) return [...pieces.nameOf(id)].length !== [...text.slice(start, end)].length
  return start > 0 && text[start - 1] !== ' ' && text[start] !== ' '
}
