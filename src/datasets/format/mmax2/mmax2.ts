import type { ParsedCorpus, ReadingNotes, ReadingRemark, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { DocumentId, Mention, Passage, PassageId, Span } from '../../../core/passage.ts'
import { textSpanOf } from '../../../tags/text-span.ts'
import { documentIds, type RepeatedRule } from '../document-ids.ts'
import { inTextOrder } from '../file-spans.ts'
import { joinedTokens } from '../joined-tokens.ts'
import { type SkippedTally, tallySkipped } from '../tally-skipped.ts'
import { joinNotes } from '../text.ts'
import { type Mmax2Files, mmax2Projects } from './mmax2-files.ts'
import { type Mmax2Markable, type Mmax2Project, readMmax2Project } from './mmax2-project.ts'
import { flatTags } from './mmax2-tags.ts'
import type { WordRange } from './mmax2-words.ts'

export interface Mmax2Options {
  /** What becomes of a project with files that are missing or broken; `refuse` where it is not said. `skip` names it in a remark. */
  readonly broken?: 'refuse' | 'skip'
  /** `refuse` where it is not said. */
  readonly repeated?: RepeatedRule
}

/**
 * Reads a folder of MMAX2 projects as FSU-PRGE has them: one passage a sentence, its words joined by single spaces, called
 * `<document>.<n>`. `mentions` are all markables, nested, equal and discontinuous ones too. `tags` hold, in IOB2, those that tags
 * can say: no discontinuous ones, and one of those that overlap (see `flatTags`). A markable that crosses the border of a sentence
 * is in no passage, and counted in a remark. Throws `INPUT` with file and line.
 */
export function readMmax2(sources: readonly Source[], options: Mmax2Options = {}): ParsedCorpus {
  const ids = documentIds(options.repeated ?? 'refuse')
  const crossing = tallySkipped('markables that cross the border of a sentence are left out')
  const passages: Passage[] = []
  const notes: ReadingNotes[] = []
  const broken: BenchError[] = []
  for (const files of mmax2Projects(sources)) {
    const project = readProject(files, options.broken ?? 'refuse', broken)
    if (project === null) continue
    const id = ids.claim(project.document, project.where)
    if (id === null) continue
    notes.push(project.notes)
    const markablesOf = bySentence(project, crossing)
    for (const [index, sentence] of project.sentences.entries()) {
      passages.push(passageOf(project, sentence, markablesOf.get(index) ?? [], `${id}.${index + 1}` as PassageId))
    }
  }
  if (passages.length === 0) {
    throw new BenchError(
      'INPUT',
      broken[0]?.message ??
        `${sources[0]?.name ?? 'no file'}: no MMAX2 project; each has a file Basedata.uri in its folder`,
    )
  }
  const joined = joinNotes(notes)
  const remarks = [...joined.remarks, ...ids.remarks(), ...brokenRemarks(broken), ...crossing.remarks()]
  return { passages, notes: { ...joined, remarks } }
}

function readProject(files: Mmax2Files, rule: 'refuse' | 'skip', broken: BenchError[]): Mmax2Project | null {
  try {
    return readMmax2Project(files)
  } catch (error) {
    if (rule === 'refuse' || !(error instanceof BenchError)) throw error
    broken.push(error)
    return null
  }
}

/** One remark for each of the first, so that a reader of the record can look them up; the last one says how many more. */
function brokenRemarks(broken: readonly BenchError[]): ReadingRemark[] {
  const named = broken.slice(0, maxNamed).map(({ message }) => message)
  const rest = broken.length - named.length
  return named.map((message, index) => {
    const last = index === named.length - 1 && rest > 0
    const more = last ? `; ${rest} more projects are left out` : ''
    return {
      kind: 'skipped-annotations',
      message: `${message}; the project is left out${more}`,
      count: last ? 1 + rest : 1,
    }
  })
}

const maxNamed = 20

/** The markables within each sentence, by its index; the others go to `crossing`. */
function bySentence(
  { words, sentences, markables }: Mmax2Project,
  crossing: SkippedTally,
): Map<number, Mmax2Markable[]> {
  const sentenceOf = new Int32Array(words.length)
  for (const [index, { start, end }] of sentences.entries()) sentenceOf.fill(index, start, end)
  const found = new Map<number, Mmax2Markable[]>()
  for (const markable of markables) {
    const first = sentenceOf[markable.ranges[0]?.start ?? 0] ?? 0
    const last = sentenceOf[(markable.ranges.at(-1)?.end ?? 1) - 1] ?? 0
    if (first !== last) crossing.add(markable.where, markable.type)
    else {
      const list = found.get(first) ?? []
      list.push(markable)
      found.set(first, list)
    }
  }
  return found
}

function passageOf(
  { document, words }: Mmax2Project,
  sentence: WordRange,
  markables: readonly Mmax2Markable[],
  id: PassageId,
): Passage {
  const own = words.slice(sentence.start, sentence.end)
  const { text, tokens } = joinedTokens(own)
  const found = markables.map(({ type, ranges }) => ({
    type,
    ranges: ranges.map(({ start, end }) => ({ start: start - sentence.start, end: end - sentence.start })),
  }))
  const flat = found.flatMap(({ type, ranges }) => (ranges.length > 1 ? [] : ranges.map(range => ({ ...range, type }))))
  return {
    id,
    document: document as DocumentId,
    text,
    tokens,
    tags: flatTags(flat, own.length),
    mentions: inTextOrder(found.map(({ type, ranges }) => mentionOf(type, ranges, tokens))),
  }
}

function mentionOf(type: string, ranges: readonly WordRange[], tokens: readonly Span[]): Mention {
  const parts = ranges.map(range => textSpanOf(tokens, range))
  const extent = { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 }
  return { ...extent, type, ...(parts.length > 1 && { parts }) }
}
