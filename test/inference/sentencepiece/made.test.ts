import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { intField } from '../../../src/inference/graph/onnx/protobuf.ts'
import { folderWith, openTokenizer, readFixture } from './folder.ts'
import { albertHead, debertaHead, modelBytes, piece, xlmRobertaHead } from './model-bytes.ts'

const ids = z.array(z.int())
const expectedSchema = z.object({
  texts: z.array(z.string()),
  models: z.record(
    z.string(),
    z.object({
      model_type: z.string(),
      file: z.string(),
      around: z.array(z.int()),
      ids: z.array(ids),
      slow: z.record(z.string(), ids),
    }),
  ),
  options: z.object({
    texts: z.array(z.string()),
    cases: z.array(
      z.object({ name: z.string(), model: z.string(), config: z.record(z.string(), z.boolean()), ids: z.array(ids) }),
    ),
  }),
})
const expected = expectedSchema.parse(JSON.parse(new TextDecoder().decode(readFixture('expected.json'))))

describe.each(Object.entries(expected.models))('a tokenizer made from %s.model', (name, model) => {
  const open = () => openTokenizer(folderWith(model.model_type, { [model.file]: readFixture(`${name}.model`) }))

  test('gives the pieces of the Python libraries, and their special ids', async () => {
    const { tokenizer, idsOf } = await open()
    expect([...tokenizer.before, ...tokenizer.behind]).toEqual(model.around)
    expect(await idsOf(expected.texts)).toEqual(model.ids)
  })

  // Decision 18: characters that SentencePiece would spell in bytes, ▁ in the text, and what is white space to one library only.
  test('gives those of SentencePiece itself, but for known reasons', async () => {
    const { idsOf } = await open()
    const made = await idsOf(expected.texts)
    const unknown = model.model_type === 'albert' ? 1 : 3
    for (const [index, text] of expected.texts.entries()) {
      const slow = model.slow[index] ?? model.ids[index] ?? []
      const known =
        ['▁', '\x1c', '\x85', '\u200b'].some(odd => text.includes(odd)) ||
        (model.model_type === 'deberta-v2' && made[index]?.includes(unknown))
      if (!known) expect({ text, ids: made[index] }).toEqual({ text, ids: slow })
    }
  })
})

describe('tokenizer_config.json', () => {
  test.each(expected.options.cases)('$name', async ({ model: name, config, ids: wanted }) => {
    const model = expected.models[name]
    if (model === undefined) throw new Error(`no model ${name}`)
    const files = { [model.file]: readFixture(`${name}.model`), 'tokenizer_config.json': config }
    const { idsOf } = await openTokenizer(folderWith(model.model_type, files))
    expect(await idsOf(expected.options.texts)).toEqual(wanted)
  })
})

describe('the files beside the model', () => {
  const pieces = [...debertaHead, piece('▁'), piece('a', -2), piece('b', -3), piece('[X]', 0, 'control')]
  const spm = modelBytes(pieces)
  const addedSchema = z.object({
    added_tokens: z.array(z.object({ id: z.int(), content: z.string(), lstrip: z.boolean(), special: z.boolean() })),
  })
  const added = async (files: Readonly<Record<string, object>>) => {
    const { file, idsOf } = await openTokenizer(folderWith('deberta-v2', { 'spm.model': spm, ...files }))
    return { tokens: addedSchema.parse(JSON.parse(file.json)).added_tokens, idsOf, file }
  }

  test('are not needed: [MASK] comes behind the pieces, and control pieces are special', async () => {
    const { tokens, idsOf, file } = await added({})
    expect(tokens.map(({ id, content }) => `${id} ${content}`)).toEqual([
      '0 [PAD]',
      '1 [CLS]',
      '2 [SEP]',
      '3 [UNK]',
      '7 [X]',
      '8 [MASK]',
    ])
    expect(await idsOf(['a[MASK]b', '[X]', 'c'])).toEqual([[4, 5, 8, 4, 6], [7], [4, 3]])
    expect(file.notes).toEqual(['Tokenizer made from spm.model, as those of DeBERTa v2 or v3 are.'])
  })

  test('added_tokens.json and special_tokens_map.json name more', async () => {
    const { tokens, idsOf } = await added({
      'added_tokens.json': { '[MASK]': 8, ab: 9 },
      'special_tokens_map.json': {
        mask_token: { content: '[MASK]', lstrip: true, rstrip: false },
        additional_special_tokens: ['[E]', '[X]'],
      },
      'tokenizer_config.json': { mask_token: '<mask>' },
    })
    expect(tokens.slice(4)).toEqual([
      { id: 7, content: '[X]', lstrip: false, special: true },
      { id: 8, content: '[MASK]', lstrip: true, special: true },
      { id: 9, content: 'ab', lstrip: false, special: false },
      { id: 10, content: '[E]', lstrip: false, special: true },
    ])
    expect(await idsOf(['ab', 'b[E]'])).toEqual([[9], [4, 6, 10]])
  })

  test('added_tokens_decoder of tokenizer_config.json goes before both', async () => {
    const { tokens } = await added({
      'added_tokens.json': { nonsense: 99 },
      'special_tokens_map.json': { mask_token: '<other>' },
      'tokenizer_config.json': {
        mask_token: '[MASK]',
        added_tokens_decoder: { 8: { content: '[MASK]', lstrip: true, special: true }, 3: { content: '[UNK]' } },
      },
    })
    expect(tokens.at(-1)).toEqual({ id: 8, content: '[MASK]', lstrip: true, special: true })
    expect(tokens.map(({ id }) => id)).toEqual([0, 1, 2, 3, 7, 8])
  })

  test.each<[string, Readonly<Record<string, object>>, RegExp]>([
    [
      'an id that a piece has not',
      { 'added_tokens.json': { '[PAD]': 5 } },
      /added_tokens\.json: gives "\[PAD\]" the id 5, which has the id 0 in .*spm\.model/,
    ],
    [
      'a gap',
      { 'added_tokens.json': { '[MASK]': 100 } },
      /added_tokens\.json: gives "\[MASK\]" the id 100, but behind the pieces of .*spm\.model 8 is next/,
    ],
    [
      'a separator that no piece is',
      { 'tokenizer_config.json': { sep_token: '</s>' } },
      /spm\.model: the sep_token "<\/s>" is not in the vocabulary, which is therefore not one of DeBERTa v2 or v3/,
    ],
    ['an empty token', { 'added_tokens.json': { '': 8 } }, /added_tokens\.json: the file: has an empty token/],
    ['an id that is none', { 'added_tokens.json': { a: 'b' } }, /added_tokens\.json: a: /],
    [
      'a setting of another type',
      { 'tokenizer_config.json': { do_lower_case: 'no' } },
      /tokenizer_config\.json: do_lower_case: /,
    ],
  ])('with %s are refused', async (_, files, message) => {
    await expect(added(files)).rejects.toThrow(message)
  })
})

describe('what the conversion does not follow is a note', () => {
  test.each<[string, Uint8Array, RegExp]>([
    [
      'bytes',
      modelBytes(xlmRobertaWith(), { trainer: [intField(35, 1)] }),
      /unknown characters in bytes; here they are <unk>/,
    ],
    [
      'no space before a text',
      modelBytes(xlmRobertaWith(), { normalizer: [intField(3, 0)] }),
      /wants no space before a text/,
    ],
    ['every space', modelBytes(xlmRobertaWith(), { normalizer: [intField(4, 0)] }), /keeps every space/],
    ['unused pieces', modelBytes([...xlmRobertaWith(), piece('ab', -1, 'unused')]), /has 1 piece that it does not use/],
    [
      'long symbols in a BPE',
      modelBytes([...xlmRobertaWith(), piece('ab', 0, 'user-defined')], { trainer: [intField(3, 2)] }),
      /has 1 symbol of several characters/,
    ],
  ])('%s', async (_, bytes, note) => {
    const { file } = await openTokenizer(folderWith('xlm-roberta', { 'tokenizer.model': bytes }))
    expect(file.notes).toEqual([
      'Tokenizer made from tokenizer.model, as those of XLM-RoBERTa are.',
      expect.stringMatching(note),
    ])
  })

  test('ALBERT is lower-cased unless the configuration says otherwise', async () => {
    const files = { 'spiece.model': readFixture('albert.model') }
    const { file } = await openTokenizer(folderWith('albert', files))
    expect(file.notes[1]).toBe('Lower-cased, as ALBERT’s own tokenizer does where nobody says otherwise.')
    const said = await openTokenizer(
      folderWith('albert', { ...files, 'tokenizer_config.json': { do_lower_case: true } }),
    )
    expect(said.file.notes).toEqual(['Tokenizer made from spiece.model, as those of ALBERT are.'])
  })
})

function xlmRobertaWith() {
  return [...xlmRobertaHead, piece('▁'), piece('a', -2), piece('b', -3)]
}

test('the family’s own file goes before others', async () => {
  const { file } = await openTokenizer(
    folderWith('albert', { 'spm.model': new Uint8Array([1]), 'spiece.model': readFixture('albert.model') }),
  )
  expect(file.path).toMatch(/spiece\.model$/)
})

test('ALBERT cuts a digit from the comma behind it, even where the two are a piece', async () => {
  const pieces = ['▁9,', '▁٣,', '▁x,', '▁9', '▁٣', '▁x', ','].map((text, index) => piece(text, -1 - index))
  const bytes = modelBytes([...albertHead, ...pieces])
  const { idsOf } = await openTokenizer(folderWith('albert', { 'spiece.model': bytes }))
  expect(await idsOf(['9,', '٣,', 'x,'])).toEqual([[8, 11], [9, 11], [7]])
})

describe('a BPE without merges', () => {
  test('joins the pieces of the higher score first', async () => {
    const pieces = [...xlmRobertaHead, ...['▁', 'a', 'b', 'c'].map((text, id) => piece(text, -10 - id))]
    const learnt = [piece('bc', -1), piece('ab', -2), piece('▁a', -3)]
    const bytes = modelBytes([...pieces, ...learnt], { trainer: [intField(3, 2)] })
    const { idsOf } = await openTokenizer(folderWith('xlm-roberta', { 'sentencepiece.bpe.model': bytes }))
    expect(await idsOf(['abc', 'ab', 'ac'])).toEqual([
      [10, 8],
      [4, 9],
      [10, 7],
    ])
  })
})
