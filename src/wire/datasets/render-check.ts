import { gridLines, paragraphLines } from '../../report/terminal/grid.ts'
import { inkOf } from '../../report/terminal/ink.ts'
import type { CheckedCorpus } from './checked-corpus.ts'

/** One result on lines of its own: counts, or what is wrong, then what a reader should know. */
export function renderChecked(
  checked: CheckedCorpus,
  { colours, width }: { readonly colours: boolean; readonly width: number },
): string {
  const ink = inkOf(colours)
  const { name, split, status, counts, notes, remarks, error } = checked
  const title = split === null ? name : `${name} ${split}`
  const note = (text: string) => paragraphLines(text, { first: 4, rest: 6 }, width)
  const lines = [
    ...gridLines(
      [
        [
          {
            text: `${status === 'ok' ? 'ok' : status.toUpperCase()}  ${title}`,
            mark: status === 'ok' ? same : ink.bold,
          },
        ],
      ],
      width,
    ),
    ...(counts === null ? [] : note(describeCounts(counts))),
    ...(error === null ? [] : note(error.message)),
    ...remarks.flatMap(note),
    ...(notes?.byteOrderMark === true ? note('begins with a byte-order mark; it was skipped') : []),
    ...(notes?.carriageReturns === true ? note('has CRLF line ends; they were read as LF') : []),
    ...(notes?.remarks ?? []).flatMap(({ message }) => note(message)),
  ]
  return `${lines.join('\n')}\n`
}

function describeCounts(counts: NonNullable<CheckedCorpus['counts']>): string {
  const some = (number: number | null, noun: string) =>
    number === null ? [] : [`${number.toLocaleString('en')} ${noun}`]
  const types = Object.entries(counts.types).map(([type, number]) => `${type} ${number.toLocaleString('en')}`)
  return [
    ...some(counts.documents, 'documents'),
    ...some(counts.sentences, 'sentences'),
    ...some(counts.tokens, 'tokens'),
    `${counts.mentions.toLocaleString('en')} mentions (${types.join(', ')})`,
    ...some(counts.nested || null, 'nested'),
    ...some(counts.discontinuous || null, 'discontinuous'),
  ].join(', ')
}

function same(text: string): string {
  return text
}
