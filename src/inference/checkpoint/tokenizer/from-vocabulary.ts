import { join } from 'node:path'
import { BenchError } from '../../../core/error.ts'
import { readOptional } from '../json-file.ts'
import { bytePairTokenizer } from './byte-pairs.ts'
import { readOldConfig } from './old-config.ts'
import { families } from './sentencepiece/index.ts'
import { sentencePieceTokenizer } from './sentencepiece/sentencepiece-tokenizer.ts'
import { readTokenOptions } from './sentencepiece/token-options.ts'
import { wordPieceTokenizer } from './word-piece.ts'

/** A tokenizer.json that is not on disk, and the file that it was made from. */
export interface MadeTokenizer {
  readonly path: string
  readonly json: object
  readonly notes: readonly string[]
}

/**
 * Puts a tokenizer together from the files of checkpoints that are older than tokenizer.json: `vocab.txt` (WordPiece), `vocab.json` with
 * `merges.txt` (byte-level BPE), or a SentencePiece model, which each `modelType` uses in its own way. null where the folder has none of them.
 * Throws `MODEL`, naming the file, where one is damaged, its partner is missing, or the model is of a type whose way is not known.
 */
export async function tokenizerFromVocabulary(folder: string, modelType: string): Promise<MadeTokenizer | null> {
  const at = (name: string) => join(folder, name)
  const wordPieces = await readOptional(at('vocab.txt'))
  if (wordPieces !== null) {
    const config = await readOldConfig(folder)
    const cased =
      config.do_lower_case == null ? 'lower-cased, as BERT’s own tokenizer does where nobody says otherwise' : null
    return {
      path: at('vocab.txt'),
      json: wordPieceTokenizer(at('vocab.txt'), decode(at('vocab.txt'), wordPieces), config),
      notes: [`Tokenizer made from vocab.txt${cased === null ? '' : `; ${cased}`}.`],
    }
  }
  const pieces = await readOptional(at('vocab.json'))
  if (pieces !== null) {
    const merges = await readOptional(at('merges.txt'))
    if (merges === null)
      throw new BenchError('MODEL', `${at('merges.txt')}: not found; vocab.json is nothing without it`)
    const json = bytePairTokenizer(
      { path: at('vocab.json'), bytes: pieces },
      { path: at('merges.txt'), text: decode(at('merges.txt'), merges) },
      await readOldConfig(folder),
    )
    return { path: at('vocab.json'), json, notes: ['Tokenizer made from vocab.json and merges.txt.'] }
  }
  return tokenizerFromSentencePieces(folder, modelType)
}

const modelFiles = ['spm.model', 'sentencepiece.bpe.model', 'spiece.model', 'tokenizer.model']

/** Where several lie in the folder, the one that the family's own tokenizers look for goes first. */
async function tokenizerFromSentencePieces(folder: string, modelType: string): Promise<MadeTokenizer | null> {
  const family = families.get(modelType)
  for (const name of family === undefined ? modelFiles : new Set([family.file, ...modelFiles])) {
    const path = join(folder, name)
    const bytes = await readOptional(path)
    if (bytes === null) continue
    if (family === undefined) {
      throw new BenchError(
        'MODEL',
        `${path}: a SentencePiece model without tokenizer.json; save the tokenizer with a current version of transformers, which writes one ` +
          `(alone, such a model is read for ${[...families.keys()].join(', ')}, not for ${modelType})`,
      )
    }
    const { json, notes } = sentencePieceTokenizer(path, bytes, family, await readTokenOptions(folder))
    return { path, json, notes: [`Tokenizer made from ${name}, as those of ${family.name} are.`, ...notes] }
  }
  return null
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new BenchError('MODEL', `${path}: not UTF-8`, { cause })
  }
}
