import type { GoldBalance, Ratio } from '../../core/counts.ts'
import { bootstrapDraws } from '../../eval/bootstrap.ts'
import type { ScoreEntry, ScoreJson, SpreadEnd } from '../../eval/score-json.ts'
import { conventionName } from '../column.ts'
import { absent, formatCount, formatNumberOf } from '../format.ts'
import { safeText } from '../safe-text.ts'

export interface ScoreTableOptions {
  /** Decimals of percentages. */
  readonly digits: number
  readonly seed: number
  readonly colours: boolean
}

/** With `spread`, every convention was computed. */
export type SpreadScores = ScoreJson & {
  readonly spread?: { readonly lowest: SpreadEnd; readonly highest: SpreadEnd } | null
}

/** What `score` prints for a person: conventions side by side by type, or, where there is a `spread`, one below the other. */
export function renderScoreTable(json: SpreadScores, options: ScoreTableOptions): string {
  const { scores } = json
  const blocks =
    json.spread === undefined
      ? [renderByType(scores, options), renderIntervals(json, options)]
      : [renderByConvention(json, options), renderSpread(json, options)]
  return [...blocks, renderBalances(scores), renderSignatures(scores)]
    .map(lines => lines.map(line => `${line.trimEnd()}\n`).join(''))
    .join('\n')
}

function renderByType(scores: readonly ScoreEntry[], options: ScoreTableOptions): string[] {
  const types = new Set(scores.flatMap(score => Object.keys(score.types)))
  const perScore = (cells: (score: ScoreEntry) => string[]) => scores.flatMap(score => ['', ...cells(score)])
  const rows = [
    ['', ...perScore(() => ['P', 'R', 'F1', 'support'])],
    ...[...types].map(type => [
      shortened(type),
      ...perScore(score => {
        const found = Object.hasOwn(score.types, type) ? score.types[type] : undefined
        return found ? [...figuresOf(found, options), formatCount(found.support)] : [absent, absent, absent, '0']
      }),
    ]),
    ...(['micro', 'macro', 'weighted'] as const).map(average => [
      average,
      ...perScore(score => [...figuresOf(score[average], options), formatCount(score.micro.tp + score.micro.fn)]),
    ]),
  ]
  const widths = columnWidths(rows)
  const [heading = '', ...lines] = layOut(rows, widths)
  const names = scores.map((score, index) => {
    const columns = widths.slice(1 + index * 5, 6 + index * 5)
    return padStart(
      conventionName(score.convention),
      columns.reduce((sum, width) => sum + gap + width, 0),
    )
  })
  return [
    bold(`${' '.repeat(widths[0] ?? 0)}${names.join('')}`, options),
    heading,
    ...lines.slice(0, types.size),
    '-'.repeat(heading.length),
    ...lines.slice(types.size),
  ]
}

function renderIntervals(json: ScoreJson, options: ScoreTableOptions): string[] {
  const rows = json.scores.map(score => [
    `  ${conventionName(score.convention)}`,
    percent(score.micro.f1, options),
    intervalOf(score, options),
  ])
  return [
    bold('micro-F1 with its 95 % interval', options),
    ...layOut(rows, columnWidths(rows)),
    methodOf(json, options),
  ]
}

function renderByConvention(json: ScoreJson, options: ScoreTableOptions): string[] {
  const rows = [
    ['micro', 'P', 'R', 'F1', '95 % interval', 'support'],
    ...json.scores.map(score => [
      conventionName(score.convention),
      ...figuresOf(score.micro, options),
      intervalOf(score, options),
      formatCount(score.micro.tp + score.micro.fn),
    ]),
  ]
  const [heading = '', ...lines] = layOut(rows, columnWidths(rows))
  return [bold(heading, options), ...lines, methodOf(json, options)]
}

function renderSpread({ scores, spread }: SpreadScores, options: ScoreTableOptions): string[] {
  if (!spread) return ['spread of micro-F1: no convention has one']
  const nameOf = ({ signature }: SpreadEnd) =>
    scores.flatMap(score => (score.signature === signature ? [conventionName(score.convention)] : []))[0] ?? signature
  const { lowest, highest } = spread
  const points = percent(highest.f1 - lowest.f1, options)
  return [
    bold(`spread of micro-F1: ${points} points`, options),
    `  lowest   ${percent(lowest.f1, options)}  ${nameOf(lowest)}`,
    `  highest  ${percent(highest.f1, options)}  ${nameOf(highest)}`,
  ]
}

/** Where the gold mentions went; conventions with equal balances share a line. */
function renderBalances(scores: readonly ScoreEntry[]): string[] {
  const byBalance = Map.groupBy(scores, score => balanceLine(score.balance))
  return [...byBalance].map(([line, sharing]) => {
    const who = byBalance.size === 1 ? '' : ` (${sharing.map(score => conventionName(score.convention)).join('; ')})`
    return `gold balance: ${line}${who}`
  })
}

function balanceLine({ gold, scored, ...elsewhere }: GoldBalance): string {
  const places = Object.entries(elsewhere).flatMap(([place, mentions]) =>
    mentions === 0 ? [] : [` + ${formatCount(mentions)} ${place === 'illFormed' ? 'ill-formed' : place}`],
  )
  return `${formatNumberOf(gold, 'mention')} = ${formatCount(scored)} scored${places.join('')}`
}

function renderSignatures(scores: readonly ScoreEntry[]): string[] {
  return scores.map(score => `signature: ${score.signature}`)
}

function methodOf({ passages, documents }: ScoreJson, { seed }: ScoreTableOptions): string {
  const method = `percentile bootstrap, ${formatCount(bootstrapDraws)} draws of`
  return documents === null
    ? `(${method} ${formatNumberOf(passages, 'passage')}, seed ${seed}; documents are not known, --documents names them)`
    : `(${method} ${formatNumberOf(documents, 'document')} with ${formatNumberOf(passages, 'passage')}, seed ${seed})`
}

function figuresOf(score: Record<'precision' | 'recall' | 'f1', Ratio>, options: ScoreTableOptions): string[] {
  return [score.precision, score.recall, score.f1].map(ratio => percent(ratio, options))
}

function percent(ratio: Ratio, { digits }: ScoreTableOptions): string {
  return ratio === null ? absent : (ratio * 100).toFixed(digits)
}

function intervalOf({ micro: { f1Interval } }: ScoreEntry, options: ScoreTableOptions): string {
  return f1Interval === null ? absent : f1Interval.map(bound => percent(bound, options)).join('–')
}

const gap = 2

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => displayWidth(row[column] ?? ''))))
}

/** The first column to the left, the others to the right. */
function layOut(rows: readonly (readonly string[])[], widths: readonly number[]): string[] {
  return rows.map(row =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 0 ? `${cell}${' '.repeat(width - displayWidth(cell))}` : padStart(cell, gap + width)
      })
      .join(''),
  )
}

function padStart(text: string, width: number): string {
  return `${' '.repeat(Math.max(0, width - displayWidth(text)))}${text}`
}

/** Columns of a terminal: East Asian characters take two, combining marks none. */
function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += wide.test(character) ? 2 : combining.test(character) ? 0 : 1
  return width
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60\p{Emoji_Presentation}]/u
const combining = /\p{M}/u

/** A type is whatever a file holds. */
function shortened(type: string): string {
  const characters = [...safeText(type).replaceAll('\n', '⟨U+000A⟩')]
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('')
}

function bold(text: string, { colours }: ScoreTableOptions): string {
  return colours ? `\u001b[1m${text}\u001b[22m` : text
}
