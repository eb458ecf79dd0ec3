import { join } from 'node:path'
import { BenchError } from '../../../core/error.ts'
import { readOptional } from '../json-file.ts'
import { bytePairTokenizer } from './byte-pairs.ts'
import { readOldConfig } from './old-config.ts'
import { wordPieceTokenizer } from './word-piece.ts'

/** A tokenizer.json that is not on disk, and the file that it was made from. */
export interface MadeTokenizer {
  readonly path: string
  readonly json: object
  readonly notes: readonly string[]
}

/**
 * Puts a tokenizer together from the files of checkpoints that are older than tokenizer.json: `vocab.txt` (WordPiece), or `vocab.json` with
 * `merges.txt` (byte-level BPE). null where the folder has none of them. Throws `MODEL`, naming the file, where one is damaged, its partner is
 * missing, or there is only a SentencePiece model.
 */
export async function tokenizerFromVocabulary(folder: string): Promise<MadeTokenizer | null> {
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
  for (const name of ['spm.model', 'sentencepiece.bpe.model', 'spiece.model', 'tokenizer.model']) {
    if ((await readOptional(at(name))) === null) continue
    throw new BenchError(
      'MODEL',
      `${at(name)}: a SentencePiece model without tokenizer.json; save the tokenizer with a current version of transformers, which writes one`,
    )
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
