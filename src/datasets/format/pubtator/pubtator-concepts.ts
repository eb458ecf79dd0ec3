/** What stands in the column of a mention that nobody could link. */
const none = new Set(['', '-', '-1'])

/** The concepts of a column, without spaces around them. `separators` are single characters. */
export function conceptsOf(column: string, separators: string): string[] {
  if (none.has(column.trim())) return []
  const pieces: string[] = []
  let piece = ''
  for (const character of column) {
    if (separators.includes(character)) {
      pieces.push(piece)
      piece = ''
    } else piece += character
  }
  return [...pieces, piece].map(concept => concept.trim()).filter(concept => !none.has(concept))
}
