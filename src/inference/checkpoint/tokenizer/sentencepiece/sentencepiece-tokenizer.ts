import { basename } from 'node:path'
import { BenchError } from '../../../../core/error.ts'
import { addTokens, tokenOf } from './added-tokens.ts'
import type { Family } from './family.ts'
import { metaspace } from './family.ts'
import { mergesFromScores, type ScoredPiece } from './merges.ts'
import { readModelFile, type SentencePieceModel } from './model-file.ts'
import type { Refuse } from './refuse.ts'
import type { TokenOptions } from './token-options.ts'

/**
 * The tokenizer.json of a SentencePiece model, as a model of the family was trained with; with notes on what a reader must know. Throws `MODEL`, naming
 * the file and the cause.
 */
export function sentencePieceTokenizer(
  path: string,
  bytes: Uint8Array,
  family: Family,
  options: TokenOptions,
): { json: object; notes: readonly string[] } {
  const refuse: Refuse = fault => new BenchError('MODEL', `${path}: ${fault}`)
  const model = readModelFile(path, bytes)
  const { pieces, unknown } = family.vocabulary(model, refuse)
  const ids = new Map(pieces.map(([text], id) => [text, id]))
  const control = model.pieces.filter(({ kind }) => kind === 'control').map(({ text }) => text)
  const added = addTokens({ path, ids, control }, family, options)
  const idOf = (role: 'cls' | 'sep') => {
    const { content } = tokenOf(role, family, options)
    return { content, id: added.find(token => token.content === content)?.id ?? 0 }
  }
  const charsmap =
    model.charsmap.length === 0
      ? []
      : [{ type: 'Precompiled', precompiled_charsmap: Buffer.from(model.charsmap).toString('base64') }]
  const json = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: { type: 'Sequence', normalizers: family.normalizers(options, charsmap) },
    pre_tokenizer: family.preTokenizer(options),
    post_processor: template(family, idOf('cls'), idOf('sep')),
    decoder: metaspace,
    model: model.algorithm === 'unigram' ? unigram(pieces, unknown) : bytePairs(pieces, unknown, model, refuse),
  }
  return { json, notes: [...family.notes(options), ...notesOn(basename(path), model, pieces[unknown]?.[0] ?? '')] }
}

interface Ends {
  readonly content: string
  readonly id: number
}

function template({ pairs }: Family, first: Ends, last: Ends): object {
  const special = ({ content }: Ends, type: number) => ({ SpecialToken: { id: content, type_id: type } })
  const text = (id: 'A' | 'B', type: number) => ({ Sequence: { id, type_id: type } })
  const entry = ({ content, id }: Ends) => [content, { id: content, ids: [id], tokens: [content] }] as const
  const single = [special(first, 0), text('A', 0), special(last, 0)]
  const second =
    pairs === 'typed' ? [text('B', 1), special(last, 1)] : [special(last, 0), text('B', 0), special(last, 0)]
  return {
    type: 'TemplateProcessing',
    single,
    pair: [...single, ...second],
    special_tokens: Object.fromEntries([entry(first), entry(last)]),
  }
}

/** `byte_fallback` is off whatever the file says: see decision 18. */
function unigram(pieces: readonly ScoredPiece[], unknown: number): object {
  return { type: 'Unigram', unk_id: unknown, vocab: pieces, byte_fallback: false }
}

function bytePairs(pieces: readonly ScoredPiece[], unknown: number, model: SentencePieceModel, refuse: Refuse): object {
  return {
    type: 'BPE',
    dropout: null,
    unk_token: pieces[unknown]?.[0] ?? null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: true,
    byte_fallback: false,
    ignore_merges: false,
    vocab: Object.fromEntries(pieces.map(([text], id) => [text, id])),
    merges: mergesFromScores(pieces, model.pieces, refuse),
  }
}

function notesOn(file: string, model: SentencePieceModel, unknown: string): string[] {
  const notes: string[] = []
  if (model.byteFallback) {
    notes.push(
      `${file} can spell unknown characters in bytes; here they are ${unknown}, as in the fast tokenizers of transformers.`,
    )
  }
  if (!model.addDummyPrefix)
    notes.push(`${file} wants no space before a text; one is there, as transformers converts it.`)
  if (!model.removeExtraWhitespaces) {
    notes.push(`${file} keeps every space; spaces that follow each other are one here, as transformers converts it.`)
  }
  const unused = model.pieces.filter(({ kind }) => kind === 'unused').length
  if (unused > 0) {
    notes.push(
      `${file} has ${counted(unused, 'piece')} that it does not use; a text can be cut into them here, as transformers converts it.`,
    )
  }
  const symbols = model.pieces.filter(({ text, kind }) => kind === 'user-defined' && [...text].length > 1).length
  if (model.algorithm === 'bpe' && symbols > 0) {
    notes.push(
      `${file} has ${counted(symbols, 'symbol')} of several characters that it never cuts; they can be cut here.`,
    )
  }
  return notes
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
