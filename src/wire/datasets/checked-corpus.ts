import type { ReadingNotes, Split, SplitCounts } from '../../core/corpus.ts'
import type { ErrorCode } from '../../core/error.ts'

/** What came of one split of a registered corpus, or of one's own file. */
export interface CheckedCorpus {
  /** `ID@VARIANT`, or the path. */
  readonly name: string
  readonly split: Split | null
  readonly status: 'ok' | 'failed' | 'refused' | 'absent'
  readonly counts: SplitCounts | null
  readonly notes: ReadingNotes | null
  /** What a reader should know beyond the notes. */
  readonly remarks: readonly string[]
  readonly error: { readonly code: ErrorCode; readonly message: string } | null
}
