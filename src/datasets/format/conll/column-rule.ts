import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'
import { tab } from './line-layout.ts'

/** Passes a line with the right number of columns and throws `INPUT` for any other. */
export type ColumnRule = (columns: number, line: number, text: () => string) => void

/** Exactly two: a third column could be a prediction, which must not be read as gold by mistake. */
export function tokenAndTag(name: string, separator: number): ColumnRule {
  return (columns, line, text) => {
    if (columns === 2) return
    if (columns < 2) {
      throw new BenchError(
        'INPUT',
        `${name}:${line}: expected a token and its tag with a ${nameOf(separator)} between, got ${excerpt(text())}`,
      )
    }
    throw new BenchError(
      'INPUT',
      `${name}:${line}: ${columns} columns (separated by ${nameOf(separator)}s) where two are expected, token and tag; ` +
        'a file whose last two columns are gold and prediction is scored alone, without a second file',
    )
  }
}

/** Three or more, and on every line as many as on the first, as conlleval demands. */
export function tokenGoldAndPrediction(name: string, separator: number): ColumnRule {
  let expected = 0
  let firstLine = 0
  return (columns, line, text) => {
    if (columns === expected) return
    if (columns < 3) {
      throw new BenchError(
        'INPUT',
        `${name}:${line}: expected token, gold tag and predicted tag with a ${nameOf(separator)} between, got ` +
          `${excerpt(text())}; a file of token and tag needs a second file with the predictions`,
      )
    }
    if (expected !== 0) {
      throw new BenchError('INPUT', `${name}:${line}: ${columns} columns, but line ${firstLine} has ${expected}`)
    }
    expected = columns
    firstLine = line
  }
}

function nameOf(separator: number): string {
  return separator === tab ? 'tab' : 'space'
}
