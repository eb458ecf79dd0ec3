import { BenchError } from '../core/error.ts'

/** Pieces `start` to `end` (exclusive) of a passage, special tokens not counted. */
export interface PieceRange {
  readonly start: number
  readonly end: number
}

/** Where a word is read: in which window, from which of that window's pieces on, and from how many of them. */
export interface WordPlace {
  readonly word: number
  readonly window: number
  readonly at: number
  readonly pieces: number
}

/**
 * Cuts `pieces` pieces into windows of at most `content` that share `overlap` with their neighbour; the last one ends
 * where the passage ends. No window for no pieces. Throws `ARGUMENT` where windows would not advance.
 */
export function cutWindows(pieces: number, content: number, overlap: number): PieceRange[] {
  if (overlap < 0 || content <= overlap) {
    throw new BenchError(
      'ARGUMENT',
      `a window holds ${content} pieces besides the special tokens; the overlap must be from 0 to ${content - 1}, got ${overlap}`,
    )
  }
  if (pieces === 0) return []
  const windows: PieceRange[] = []
  for (let start = 0; ; start += content - overlap) {
    windows.push({ start, end: Math.min(start + content, pieces) })
    if (start + content >= pieces) return windows
  }
}

/**
 * Reads each word in the window in which its first piece is farthest from the window's border; where the passage itself
 * begins or ends there is no border. The first of equal windows wins. Of a word longer than its window, the pieces
 * inside speak. Words without pieces have no place.
 */
export function placeWords(words: readonly PieceRange[], windows: readonly PieceRange[]): WordPlace[] {
  const total = windows.at(-1)?.end ?? 0
  const places: WordPlace[] = []
  let earliest = 0
  for (const [index, word] of words.entries()) {
    if (word.start === word.end) continue
    while ((windows[earliest]?.end ?? Infinity) <= word.start) earliest++
    const window = bestWindow(word.start, windows, earliest, total)
    const range = windows[window]
    if (range === undefined) continue
    places.push({
      word: index,
      window,
      at: word.start - range.start,
      pieces: Math.min(word.end, range.end) - word.start,
    })
  }
  return places
}

/** Index of the window that gives `piece` most context, looking from `earliest`, the first one that still reaches it; -1 without one. */
function bestWindow(piece: number, windows: readonly PieceRange[], earliest: number, total: number): number {
  let best = -1
  let bestContext = -1
  for (let index = earliest; index < windows.length; index++) {
    const window = windows[index]
    if (window === undefined || window.start > piece) break
    if (window.end <= piece) continue
    const left = window.start === 0 ? Infinity : piece - window.start
    const right = window.end === total ? Infinity : window.end - 1 - piece
    const context = Math.min(left, right)
    if (context > bestContext) {
      best = index
      bestContext = context
    }
  }
  return best
}
