import type { ParsedCorpus } from '../../core/corpus.ts'
import type { Passage } from '../../core/passage.ts'
import type { CorpusFacts } from '../../core/record.ts'
import type { LoadedCorpus } from '../../run/plan.ts'
import { sha256Of } from '../../store/assets.ts'

type StatedFacts = Pick<CorpusFacts, 'id' | 'title' | 'variant' | 'split' | 'view' | 'types' | 'sources'>

/** Counts what was parsed, and digests its gold and its text. */
export function toLoadedCorpus(
  { passages, notes }: ParsedCorpus,
  { training, ...stated }: StatedFacts & { readonly training: readonly Passage[] | null },
): LoadedCorpus {
  const documents = new Set(passages.map(passage => passage.document))
  return {
    facts: {
      ...stated,
      goldSha256: goldDigest(passages),
      documents: documents.has(null) ? null : documents.size,
      passages: passages.length,
      tokens: passages.reduce((sum, passage) => sum + (passage.tokens?.length ?? 0), 0),
      mentions: passages.reduce((sum, passage) => sum + passage.mentions.length, 0),
    },
    passages,
    textSha256: textDigest(passages),
    training,
    notes,
  }
}

/** Equal gold, equal digest: ids, texts, tokens and tags (or mentions) of all passages, in order. */
function goldDigest(passages: readonly Passage[]): string {
  return digest(passages.map(({ id, text, tokens, tags, mentions }) => [id, text, tokens, tags ?? mentions]))
}

/** Equal input, equal digest: what a tagger may see of the passages. */
function textDigest(passages: readonly Passage[]): string {
  return digest(passages.map(({ id, text, tokens }) => [id, text, tokens]))
}

function digest(rows: readonly unknown[]): string {
  return sha256Of(rows.map(row => `${JSON.stringify(row)}\n`).join(''))
}
