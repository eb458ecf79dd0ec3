import type { PassagePieces } from '../pieces.ts'
import { cutWindows, placeWords, type WordPlace } from '../windows.ts'
import type { Model } from './model.ts'
import type { ModelInput } from './session.ts'

/** A window on its way into a batch. */
export interface PlannedWindow {
  /** Position of its passage among the inputs. */
  readonly passage: number
  /** Passage and first piece: the same window has the same name in every plan. */
  readonly name: string
  /** Special tokens included. */
  readonly ids: readonly number[]
  /** Words that are read here. */
  readonly places: readonly WordPlace[]
}

/** Cuts a passage as the model's reading says; throws `ARGUMENT` where that leaves no room. */
export function planWindows(
  { tokenizer, reading }: Pick<Model, 'tokenizer' | 'reading'>,
  id: string,
  { ids, words }: PassagePieces,
  passage: number,
): PlannedWindow[] {
  const { before, behind } = tokenizer
  const content = reading.window.pieces - before.length - behind.length
  const windows = cutWindows(ids.length, content, reading.window.overlap)
  const places = Map.groupBy(placeWords(words, windows), place => place.window)
  return windows.map(({ start, end }, window) => ({
    passage,
    name: `${id} ${start}`,
    ids: [...before, ...ids.slice(start, end), ...behind],
    places: places.get(window) ?? [],
  }))
}

/** Rows of `width` pieces; what is left of a row is padding that attention does not see. */
export function padRows(
  rows: readonly { readonly ids: readonly number[] }[],
  width: number,
  padId: number,
): ModelInput {
  const ids = new BigInt64Array(rows.length * width).fill(BigInt(padId))
  const mask = new BigInt64Array(rows.length * width)
  for (const [row, { ids: own }] of rows.entries()) {
    for (const [column, id] of own.entries()) {
      ids[row * width + column] = BigInt(id)
      mask[row * width + column] = 1n
    }
  }
  return { rows: rows.length, width, ids, mask, typeIds: null }
}
