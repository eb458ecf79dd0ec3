import type { ParsedCorpus, ReadingRemark, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Passage, PassageId, Span } from '../../../core/passage.ts'
import { describeForeignTag, firstForeignTag } from '../../../tags/alphabet.ts'
import { createTagReader, type TagOptions } from '../conll/tag-reader.ts'
import { joinedTokens } from '../joined-tokens.ts'
import { shorten } from '../text.ts'
import { type HubExample, hubExamples } from './hub-examples.ts'

export interface HubParquetOptions extends Partial<TagOptions> {
  /** Begins the ids of passages. */
  readonly id: string
  /** What the numbers of tags mean, from 0; where it is not said, the file says it. */
  readonly names?: readonly string[]
  /** What becomes of a corpus whose second half is its first half again; `keep` where it is not said. Both are told in a remark. */
  readonly doubled?: 'keep' | 'halve'
}

/**
 * Reads the Parquet files (shards, in their order) of one split as they lie on the Hugging Face Hub: one passage an example, its
 * tokens joined by single spaces, called `<id>.<n>`, the n-th example that has tokens, from 1. Examples without tokens are left
 * out and counted. Tags are read as those of CoNLL files are; conlleval's way where no decoding is given. Throws `INPUT` with
 * file and row, counted from 0 as the Hub does.
 */
export async function readHubParquet(sources: readonly Source[], options: HubParquetOptions): Promise<ParsedCorpus> {
  const rows: HubExample[] = []
  for (const source of sources) {
    for (const example of await hubExamples(source, options.names ?? null)) rows.push(example)
  }
  const examples = rows.filter(({ tokens }) => tokens.length > 0)
  const doubled = isDoubled(examples)
  const kept = doubled && options.doubled === 'halve' ? examples.slice(0, examples.length / 2) : examples
  if (kept.length === 0) {
    throw new BenchError(
      'INPUT',
      `${sources.map(({ name }) => name).join(', ') || 'no file'}: there is no example with tokens`,
    )
  }
  const readTags = tagsOf(options)
  const passages = kept.map((example, index): Passage => {
    const { text, tokens } = joinedTokens(example.tokens)
    return {
      id: `${options.id}.${index + 1}` as PassageId,
      document: example.document as DocumentId | null,
      text,
      tokens,
      ...readTags(example, tokens),
    }
  })
  const remarks = [...emptyRemarks(rows), ...(doubled ? [doubledRemark(examples, options.doubled ?? 'keep')] : [])]
  return { passages, notes: { byteOrderMark: false, carriageReturns: false, remarks } }
}

function tagsOf(
  options: HubParquetOptions,
): (example: HubExample, tokens: readonly Span[]) => Pick<Passage, 'tags' | 'mentions'> {
  const { decoding = { matching: 'conlleval' }, types = null } = options
  const readTags = createTagReader({ ...options, decoding, types })
  return ({ where, tags }, tokens) => {
    const foreign = firstForeignTag(tags, decoding)
    if (foreign === -1) return readTags(tags, tokens, where, 0)
    const problem = describeForeignTag(shorten(tags[foreign] ?? ''), decoding, 'prefix')
    throw new BenchError('INPUT', `${where}: tag ${foreign}: ${problem}`)
  }
}

/** As jnlpba on the Hub is, which was made of two files with the same sentences. */
function isDoubled(examples: readonly HubExample[]): boolean {
  const half = examples.length / 2
  return (
    half >= 1 &&
    Number.isInteger(half) &&
    examples.slice(0, half).every(({ tokens, tags }, index) => {
      const again = examples[half + index]
      return again !== undefined && areEqual(tokens, again.tokens) && areEqual(tags, again.tags)
    })
  )
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

function emptyRemarks(rows: readonly HubExample[]): ReadingRemark[] {
  const empty = rows.filter(({ tokens }) => tokens.length === 0)
  const [first] = empty
  if (first === undefined) return []
  const message = `${first.where}: here and after it ${empty.length} examples without tokens are left out`
  return [{ kind: 'empty-examples', message, count: empty.length }]
}

function doubledRemark(examples: readonly HubExample[], rule: 'keep' | 'halve'): ReadingRemark {
  const half = examples.length / 2
  const outcome = rule === 'halve' ? 'one half is kept' : 'both are kept'
  const message = `${examples[half]?.where}: here the first ${half} examples begin again; ${outcome}`
  return { kind: 'doubled-examples', message, count: half }
}
