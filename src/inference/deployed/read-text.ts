import type { DeployedEntity, DeployedPassage, Deployment } from '../../core/deployment/deployment.ts'
import { BenchError } from '../../core/error.ts'
import type { Input, Span } from '../../core/passage.ts'
import { cutWindows, type PieceRange } from '../windows.ts'
import { aggregate, type ScoredPiece } from './aggregate.ts'
import { mergeWindows } from './merge-windows.ts'
import { finishAsOpenmed } from './openmed.ts'
import type { RawTokenizer } from './raw-tokenizer.ts'
import { type Chunk, cutSentences, packSentences } from './sentences.ts'
import { continuesWord } from './word-borders.ts'

/** A text, or some sentences of it, as pieces. */
export interface ReadChunk extends Chunk {
  readonly ids: readonly number[]
  /** Where each piece lies in the chunk's text. */
  readonly spans: readonly Span[]
  readonly windows: readonly PieceRange[]
}

/** How texts are cut: `content` is what a window holds besides the special tokens, null: all of it. */
export interface Cutting extends Pick<Deployment, 'sentences' | 'stride'> {
  readonly pieces: number | null
  readonly content: number | null
}

/** Cuts a text into chunks and those into windows. Throws `ARGUMENT` where windows would not advance. */
export async function readText(text: string, cutting: Cutting, tokenizer: RawTokenizer): Promise<ReadChunk[]> {
  const whole: Chunk = { start: 0, end: text.length, sentences: [] }
  const chunks =
    cutting.sentences === null ? [whole] : packSentences(cutSentences(text), cutting.sentences, cutting.pieces)
  const encodings = await tokenizer.pieces.encode(chunks.map(({ start, end }) => text.slice(start, end)))
  return chunks.map((chunk, index) => {
    const { ids, spans } = encodings[index] ?? { ids: [], spans: [] }
    return { ...chunk, ids, spans, windows: windowsOf(ids.length, cutting, tokenizer.truncationSide) }
  })
}

/** Without a stride the first window is all that is read (the last one where the text is truncated on the left). */
function windowsOf(pieces: number, { content, stride }: Cutting, side: 'left' | 'right'): PieceRange[] {
  if (content === null || pieces <= content) return pieces === 0 ? [] : [{ start: 0, end: pieces }]
  if (stride !== null) return cutWindows(pieces, content, stride)
  return [side === 'right' ? { start: 0, end: content } : { start: pieces - content, end: pieces }]
}

/** What the model says of the pieces of one window: probabilities of the labels, piece by piece. */
export type WindowScores = readonly Float32Array[]

/** Entities of one passage. `scores` are those of the windows of its chunks, in their order. */
export function entitiesOf(
  { id, text }: Pick<Input, 'id' | 'text'>,
  chunks: readonly ReadChunk[],
  scores: readonly (readonly WindowScores[])[],
  reader: Pick<Deployment, 'pipeline' | 'aggregation' | 'sentences'> & {
    readonly labels: readonly string[]
    readonly tokenizer: RawTokenizer
  },
): DeployedPassage {
  const entities = chunks.flatMap((chunk, index) => {
    const own = text.slice(chunk.start, chunk.end)
    const found = chunk.windows.map((window, at) =>
      aggregate(
        piecesOf(own, chunk, window, scores[index]?.[at] ?? [], reader.tokenizer),
        reader.labels,
        reader.aggregation,
      ),
    )
    const merged = found.length > 1 ? mergeWindows(found.flat(), own) : found.flat()
    const placed = merged.map(entity => shift(entity, chunk.start))
    if (reader.pipeline === 'huggingface') return placed
    return finishAsOpenmed(placed, reader.sentences === null ? null : chunk.sentences, text)
  })
  return {
    id,
    entities,
    unread: chunks.flatMap(unreadOf),
    cuts: (reader.pipeline === 'openmed' ? chunks.flatMap(chunk => chunk.sentences) : chunks)
      .slice(1)
      .map(({ start }) => start),
  }
}

function piecesOf(
  text: string,
  { ids, spans }: ReadChunk,
  window: PieceRange,
  scores: WindowScores,
  tokenizer: RawTokenizer,
): ScoredPiece[] {
  return scores.map((own, at) => {
    const id = ids[window.start + at]
    const span = spans[window.start + at]
    if (id === undefined || span === undefined) throw new Error('scores for a piece that is not there')
    const isFirst = at === 0 && window.start > 0
    const place = isFirst && tokenizer.firstKeepsSpace ? withSpace(span, tokenizer.pieces.nameOf(id)) : span
    return { ...place, continues: continuesWord(text, place, id, tokenizer), scores: own }
  })
}

/** The place of a piece with the space before it, which byte-level vocabularies write as Ġ; a piece of nothing else stays empty. */
function withSpace({ start, end }: Span, name: string): Span {
  if (!name.startsWith('Ġ')) return { start, end }
  return { start: start - 1, end: start === end ? start - 1 : end }
}

/** From the first piece to the last one before the windows, and behind them. */
function unreadOf({ start, spans, windows }: ReadChunk): Span[] {
  const first = windows[0]?.start ?? 0
  const last = windows.at(-1)?.end ?? 0
  return [spans.slice(0, first), spans.slice(last)].flatMap(lost => {
    const [from] = lost
    const to = lost.at(-1)
    return from === undefined || to === undefined ? [] : [{ start: start + from.start, end: start + to.end }]
  })
}

function shift(entity: DeployedEntity, by: number): DeployedEntity {
  return { ...entity, start: entity.start + by, end: entity.end + by }
}

/** Throws `MODEL` where a probability is no number. */
export function checkScores(scores: WindowScores, path: string, id: string): void {
  if (scores.every(piece => piece.every(Number.isFinite))) return
  throw new BenchError(
    'MODEL',
    `${path}: for the text of passage ${id} the logits are NaN or infinite; the weights are damaged`,
  )
}
