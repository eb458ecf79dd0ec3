import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'
import { tab } from './line-layout.ts'

/** Passes a line with the right number of columns and throws `INPUT` for any other; `text` gives the line. */
export type ColumnRule = (columns: number, line: number, text: () => string) => void

/** Exactly two: a third column could be a prediction, which must not be read as gold by mistake. */
export function tokenAndTag(name: string, separator: number): ColumnRule {
  return exactlyTwo(name, separator, 'a token and its tag', 'token and tag')
}

/** The same, the other way round. */
export function tagAndToken(name: string, separator: number): ColumnRule {
  return exactlyTwo(name, separator, 'a tag and its token', 'tag and token')
}

/** Three or more, and on every line as many as on the first, as conlleval demands. */
export function tokenGoldAndPrediction(name: string, separator: number): ColumnRule {
  const advice = 'a file of token and tag needs a second file with the predictions'
  return atLeast(3, name, `expected token, gold tag and predicted tag with a ${nameOf(separator)} between`, advice)
}

/** Two or more, and on every line as many as on the first. */
export function tokenToTag(name: string, separator: number): ColumnRule {
  return atLeast(2, name, `expected a token, and its tag in the last column, with a ${nameOf(separator)} between`, null)
}

function exactlyTwo(name: string, separator: number, expected: string, columnNames: string): ColumnRule {
  return (columns, line, text) => {
    if (columns === 2) return
    if (columns < 2) {
      throw new BenchError(
        'INPUT',
        `${name}:${line}: expected ${expected} with a ${nameOf(separator)} between, got ${excerpt(text())}`,
      )
    }
    throw new BenchError(
      'INPUT',
      `${name}:${line}: ${columns} columns (separated by ${nameOf(separator)}s) where two are expected, ${columnNames}; ` +
        'a file whose last two columns are gold and prediction is scored alone, without a second file',
    )
  }
}

function atLeast(least: number, name: string, complaint: string, advice: string | null): ColumnRule {
  let expected = 0
  let firstLine = 0
  return (columns, line, text) => {
    if (columns === expected) return
    if (columns < least) {
      const remedy = advice === null ? '' : `; ${advice}`
      throw new BenchError('INPUT', `${name}:${line}: ${complaint}, got ${excerpt(text())}${remedy}`)
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
