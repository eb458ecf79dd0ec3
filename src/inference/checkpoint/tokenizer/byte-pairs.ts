import { z } from 'zod'
import { BenchError } from '../../../core/error.ts'
import { parseJson } from '../json-file.ts'
import type { OldTokenizerConfig } from './old-config.ts'
import { addedTokens, type SpecialToken } from './tokenizer-json.ts'

const vocabularySchema = z.record(z.string(), z.int().nonnegative())

export interface TextFile {
  readonly path: string
  readonly text: string
}

/**
 * The tokenizer.json of a byte-level BPE: pieces with their ids (vocab.json) and merges, one a line, most frequent first (merges.txt). Rules are those of
 * RoBERTa's own tokenizer. Throws `MODEL`, naming the file and the line, where a merge is no two pieces of the vocabulary or a special piece is missing.
 */
export function bytePairTokenizer(
  vocabulary: { readonly path: string; readonly bytes: Uint8Array },
  merges: TextFile,
  config: OldTokenizerConfig,
): object {
  const ids = new Map(Object.entries(parseJson(vocabulary.path, vocabulary.bytes, vocabularySchema)))
  const special = (content: string, lstrip = false): SpecialToken => {
    const id = ids.get(content)
    if (id !== undefined) return { id, content, lstrip }
    throw new BenchError('MODEL', `${vocabulary.path}: the special piece ${content} is not in the vocabulary`)
  }
  const first = special(config.cls_token ?? config.bos_token ?? '<s>')
  const last = special(config.sep_token ?? config.eos_token ?? '</s>')
  const others = [
    special(config.pad_token ?? '<pad>'),
    special(config.unk_token ?? '<unk>'),
    special(config.mask_token ?? '<mask>', true),
  ]
  const prefix = config.add_prefix_space ?? false
  const byteLevel = { type: 'ByteLevel', add_prefix_space: prefix, trim_offsets: true, use_regex: true }
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens([first, last, ...others]),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: {
      type: 'RobertaProcessing',
      sep: [last.content, last.id],
      cls: [first.content, first.id],
      trim_offsets: true,
      add_prefix_space: prefix,
    },
    decoder: { ...byteLevel, add_prefix_space: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(ids),
      merges: mergesOf(merges, ids),
    },
  }
}

function mergesOf({ path, text }: TextFile, ids: ReadonlyMap<string, number>): (readonly [string, string])[] {
  const merges: (readonly [string, string])[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || (index === 0 && line.startsWith('#version'))) continue
    const [left = '', right = '', ...more] = line.split(' ')
    if (
      left !== '' &&
      right !== '' &&
      more.length === 0 &&
      [left, right, left + right].every(piece => ids.has(piece))
    ) {
      merges.push([left, right])
      continue
    }
    throw new BenchError(
      'MODEL',
      `${path}:${index + 1}: ${JSON.stringify(line.slice(0, 60))} is no merge of two pieces of the vocabulary`,
    )
  }
  return merges
}
