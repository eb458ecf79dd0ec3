import { paragraphLines } from '../../report/terminal/grid.ts'
import { inkOf } from '../../report/terminal/ink.ts'
import type { Finding } from './finding.ts'

/** Findings by area, each with what to do. */
export function renderFindings(
  findings: readonly Finding[],
  { colours, width }: { readonly colours: boolean; readonly width: number },
): string {
  const ink = inkOf(colours)
  const blocks = [...Map.groupBy(findings, finding => finding.area)].map(([area, members]) => [
    `  ${ink.bold(area)}`,
    ...members.flatMap(({ name, state, detail, remedy }) => [
      ...paragraphLines(
        `${state === 'ok' ? 'ok' : state.toUpperCase()}  ${name}: ${detail}`,
        { first: 4, rest: 8 },
        width,
      ),
      ...(remedy === null ? [] : paragraphLines(remedy, { first: 8, rest: 8 }, width)),
    ]),
  ])
  return `${blocks.map(block => block.join('\n')).join('\n\n')}\n`
}
