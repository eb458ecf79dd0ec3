import { type Family, metaspace, ownIds } from './family.ts'

/**
 * As in the tokenizer.json of ALBERT's published models, which gives the pieces of SentencePiece itself. Later versions of transformers convert
 * otherwise: see decision 18.
 */
export const albert: Family = {
  name: 'ALBERT',
  file: 'spiece.model',
  tokens: {
    bos: { content: '[CLS]' },
    eos: { content: '[SEP]' },
    unk: { content: '<unk>' },
    sep: { content: '[SEP]' },
    pad: { content: '<pad>' },
    cls: { content: '[CLS]' },
    mask: { content: '[MASK]', lstrip: true },
  },
  vocabulary(model) {
    const { pieces, unknown } = ownIds(model)
    return { pieces: pieces.map(([text, score]) => [text, endsInNumber(text) ? score - 100 : score]), unknown }
  },
  normalizers: ({ lowerCase, keepAccents }, charsmap) => [
    { type: 'Replace', pattern: { String: '``' }, content: '"' },
    { type: 'Replace', pattern: { String: "''" }, content: '"' },
    ...(keepAccents === true ? [] : [{ type: 'NFKD' }, { type: 'StripAccents' }]),
    ...(lowerCase === false ? [] : [{ type: 'Lowercase' }]),
    ...charsmap,
  ],
  preTokenizer: () => ({ type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, metaspace] }),
  pairs: 'typed',
  notes: ({ lowerCase }) =>
    lowerCase === null ? ['Lower-cased, as ALBERT’s own tokenizer does where nobody says otherwise.'] : [],
}

/** ALBERT's own tokenizer cuts `9,` in two; a score that never wins does the same. */
function endsInNumber(piece: string): boolean {
  return numberAndComma.test(piece)
}

/** Every digit of Unicode: those of numerals, and single ones such as ² and ③. */
const numberAndComma =
  /[\p{Nd}\u{b2}\u{b3}\u{b9}\u{1369}-\u{1371}\u{19da}\u{2070}\u{2074}-\u{2079}\u{2080}-\u{2089}\u{2460}-\u{2468}\u{2474}-\u{247c}\u{2488}-\u{2490}\u{24ea}\u{24f5}-\u{24fd}\u{24ff}\u{2776}-\u{277e}\u{2780}-\u{2788}\u{278a}-\u{2792}\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}],$/u
