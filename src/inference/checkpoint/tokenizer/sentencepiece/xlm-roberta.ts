import { type Family, joinSpaces, metaspace } from './family.ts'
import type { ScoredPiece } from './merges.ts'

/**
 * XLM-RoBERTa's ids are those of fairseq: four tokens of its own stand where the file has three, so that every piece comes one later, and `<mask>`
 * is the last.
 */
export const xlmRoberta: Family = {
  name: 'XLM-RoBERTa',
  file: 'sentencepiece.bpe.model',
  tokens: {
    bos: { content: '<s>' },
    eos: { content: '</s>' },
    unk: { content: '<unk>' },
    sep: { content: '</s>' },
    pad: { content: '<pad>' },
    cls: { content: '<s>' },
    mask: { content: '<mask>', lstrip: true },
  },
  vocabulary({ pieces }, refuse) {
    const first = pieces.slice(0, 3).map(({ text }) => text)
    if (first.join(' ') !== '<unk> <s> </s>') {
      throw refuse(`begins with ${first.join(' ')}; a model of XLM-RoBERTa begins with <unk> <s> </s>`)
    }
    const own: readonly ScoredPiece[] = pieces.slice(3).map(({ text, score }) => [text, score])
    const clash = own.find(([text]) => [...leading, mask].some(([special]) => special === text))
    if (clash !== undefined) throw refuse(`has the piece ${clash[0]}, which XLM-RoBERTa adds itself`)
    return { pieces: [...leading, ...own, mask], unknown: 3 }
  },
  normalizers: (_, charsmap) => [...charsmap, { type: 'Strip', strip_left: false, strip_right: true }, joinSpaces('▁')],
  preTokenizer: () => metaspace,
  pairs: 'doubly separated',
  notes: () => [],
}

const leading: readonly ScoredPiece[] = ['<s>', '<pad>', '</s>', '<unk>'].map(text => [text, 0])
const mask: ScoredPiece = ['<mask>', 0]
