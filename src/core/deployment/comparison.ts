import type { TypeCounts } from '../counts.ts'
import type { PassageId, Span } from '../passage.ts'
import type { Deployment, PieceLimit } from './deployment.ts'

/**
 * Why a gold mention that the ordinary reading finds is lost in the deployed one; of several causes the first:
 *
 * - `truncated`: text that was not read any more.
 * - `sentence-cut`: it lies in two sentences, which were read or cut apart.
 * - `white-space`: found, with white space at an end.
 * - `other-type`: an entity of another type in its place; also, where no entity of its own type touches it, one that only overlaps.
 * - `joined`: an entity of its type that also covers another gold mention.
 * - `inside-word`: an entity of its type that begins or ends within a word.
 * - `boundary`: an entity of its type with other borders.
 * - `not-found`: no entity touches it.
 */
export const lossCauses = [
  'truncated',
  'sentence-cut',
  'white-space',
  'other-type',
  'joined',
  'inside-word',
  'boundary',
  'not-found',
] as const
export type LossCause = (typeof lossCauses)[number]

interface NamedSpan extends Span {
  readonly type: string
}

/** A gold mention that one reading finds and the other does not. Offsets only: records carry no text. */
export interface ReadingFlip {
  readonly id: PassageId
  /** null: it is the deployed reading that finds it. */
  readonly cause: LossCause | null
  readonly gold: NamedSpan
  /** Mentions of the ordinary reading that touch it, in types of the corpus. */
  readonly paper: readonly NamedSpan[]
  /** The same of the deployed reading. */
  readonly deployed: readonly NamedSpan[]
}

/**
 * The same passages read twice: as the ordinary run reads them, which is the convention of papers, and raw, as in deployment. Both are
 * scored against the same gold, by exact span and type in characters.
 */
export interface DeploymentComparison {
  readonly deployment: Deployment
  readonly limit: PieceLimit
  readonly paper: readonly TypeCounts[]
  readonly deployed: readonly TypeCounts[]
  /** Gold mentions that only the ordinary reading finds; causes without any are left out. */
  readonly broken: readonly { readonly cause: LossCause; readonly mentions: number }[]
  /** Gold mentions that only the deployed reading finds. */
  readonly fixed: number
  /** Passages that were not read to their end, and gold mentions, found or not, that lie there or reach there. */
  readonly truncated: { readonly passages: number; readonly mentions: number }
  /** Entities whose type is none of the corpus: they are not scored. */
  readonly ignoredEntities: number
  /** Entities without any text, of pieces that are nothing but a space: they are not scored. */
  readonly emptyEntities: number
  /** Some of the flips, of every cause and of the fixed ones. */
  readonly examples: readonly ReadingFlip[]
}
