import { type Family, joinSpaces, metaspace, ownIds } from './family.ts'

/** DeBERTa v2 and v3, and mDeBERTa. */
export const debertaV2: Family = {
  name: 'DeBERTa v2 or v3',
  file: 'spm.model',
  tokens: {
    bos: { content: '[CLS]' },
    eos: { content: '[SEP]' },
    unk: { content: '[UNK]', normalized: true },
    sep: { content: '[SEP]' },
    pad: { content: '[PAD]' },
    cls: { content: '[CLS]' },
    mask: { content: '[MASK]' },
  },
  vocabulary: ownIds,
  normalizers: ({ lowerCase }, charsmap) => [
    ...(lowerCase === true ? [{ type: 'Lowercase' }] : []),
    { type: 'Strip', strip_left: true, strip_right: true },
    ...charsmap,
    joinSpaces(' '),
  ],
  preTokenizer: ({ splitByPunctuation }) => ({
    type: 'Sequence',
    pretokenizers: [...(splitByPunctuation === true ? [{ type: 'Punctuation', behavior: 'Isolated' }] : []), metaspace],
  }),
  pairs: 'typed',
  notes: () => [],
}
