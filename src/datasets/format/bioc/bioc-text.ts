import { BenchError } from '../../../core/error.ts'
import type { OffsetUnit } from '../offsets.ts'
import type { BiocDocument, BiocPiece } from './bioc-model.ts'

/** Characters that offsets may leave between passages, all documents of a file together: offsets cost nothing to write. */
const maxGapUnits = 10_000_000

/** Lays out the text of one document after the other. */
export type TextLayout = (document: BiocDocument) => string

/**
 * Passages stand at the offsets that they state, with spaces in the gaps; where a passage states no text of its own, its
 * sentences do. The layout throws `INPUT` for a passage or sentence that begins before the end of the one before it, and where
 * the gaps of all documents together exceed `maxGapUnits`.
 */
export function textLayout(unit: OffsetUnit): TextLayout {
  let gaps = 0
  return document => {
    let text = ''
    let units = 0
    for (const { where, offset, text: piece } of piecesOf(document)) {
      const gap = offset - units
      if (gap < 0) {
        throw new BenchError(
          'INPUT',
          `${where}: text at offset ${offset}, but the text before it ends at ${units}; ` +
            `passages follow each other and do not overlap; offsets were read as ${unit} offsets`,
        )
      }
      gaps += gap
      if (gaps > maxGapUnits) {
        throw new BenchError(
          'INPUT',
          `${where}: offset ${offset} leaves a gap; at most ${maxGapUnits} in all are filled`,
        )
      }
      text += ' '.repeat(gap) + piece
      units = offset + lengthIn(piece, unit)
    }
    return text
  }
}

function piecesOf({ passages }: BiocDocument): (BiocPiece & { readonly text: string })[] {
  return passages
    .flatMap((passage): readonly BiocPiece[] => (passage.text === null ? passage.sentences : [passage]))
    .flatMap(piece => (piece.text === null || piece.text === '' ? [] : [{ ...piece, text: piece.text }]))
}

function lengthIn(text: string, unit: OffsetUnit): number {
  if (unit === 'utf16') return text.length
  if (unit === 'byte') return new TextEncoder().encode(text).length
  let points = 0
  for (let at = 0; at < text.length; points++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  return points
}
