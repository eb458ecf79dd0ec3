import { basename } from 'node:path'
import type { Split } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import type { Passage } from '../../core/passage.ts'
import { maxTextBytes } from '../../datasets/format/text.ts'
import { corpusFromConll } from '../../datasets/own/corpus-from-conll.ts'
import type { LoadedCorpus } from '../../run/plan.ts'
import { sha256Of } from '../../store/assets.ts'
import { readInputFile } from '../../store/read-input.ts'
import { firstForeignTag } from '../../tags/alphabet.ts'
import { decode } from '../../tags/decode.ts'
import { encode } from '../../tags/encode.ts'
import { toLoadedCorpus } from './loaded-corpus.ts'

/**
 * One's own corpus from a CoNLL file (`token`, separator, `tag`). It is read as it stands: nothing says how many mentions it
 * should have, and there is no training split. Throws `INPUT`, naming file and line.
 */
export async function loadOwnCorpus(path: string, split: Split): Promise<LoadedCorpus> {
  const source = await readInputFile(path, maxTextBytes)
  const id = basename(path)
  const own = corpusFromConll({ id, sources: [source], decoding: { matching: 'conlleval' } })
  if (own.types.length === 0)
    throw new BenchError('INPUT', `${path}: no mention in it; expected tags such as B-Disease`)
  return toLoadedCorpus(
    { passages: own.passages.map(toIob2), notes: own.notes },
    {
      id,
      title: id,
      variant: 'file',
      split,
      view: own.view,
      types: own.types,
      sources: [{ path: id, sha256: sha256Of(source.bytes) }],
      training: null,
    },
  )
}

/** Gold in IOBES or IOE is written as IOB2, the scheme that runs are scored in; the mentions stay what they are. */
function toIob2(passage: Passage): Passage {
  if (passage.tags === null || firstForeignTag(passage.tags, { matching: 'strict', scheme: 'IOB2' }) === -1)
    return passage
  const mentions = decode(passage.tags, { matching: 'conlleval' })
  return { ...passage, tags: encode(mentions, passage.tags.length, 'IOB2') }
}
