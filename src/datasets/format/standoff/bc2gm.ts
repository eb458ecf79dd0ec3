import type { ParsedCorpus, ReadingRemark, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import type { Passage, PassageId } from '../../../core/passage.ts'
import type { SpanReader } from '../file-spans.ts'
import { linesOf } from '../lines.ts'
import type { KnownMismatch } from '../surface-check.ts'
import { excerpt, joinNotes, readText } from '../text.ts'
import { byDocument, mentionsIn } from './annotated-text.ts'
import { readBc2gmEval } from './bc2gm-eval.ts'

export interface Bc2gmSources {
  /** `.in`: `id sentence` lines. */
  readonly sentences: Source
  /** `.eval`: `id|start end|text` lines. */
  readonly gold: Source
}

export interface Bc2gmOptions {
  /** The files name none; `GENE` where it is not said. */
  readonly type?: string
  readonly known?: readonly KnownMismatch[]
}

/**
 * Reads a split of BC2GM: a passage for each sentence, with its id; of which document it is, the files do not say. Throws `INPUT`
 * with file and line.
 */
export function readBc2gm({ sentences, gold }: Bc2gmSources, options: Bc2gmOptions = {}): ParsedCorpus {
  const { type = 'GENE', known = [] } = options
  const read = readText(sentences)
  const evaluation = readBc2gmEval(gold)
  const goldOf = byDocument(evaluation.annotations.map(item => [item.sentence, item]))
  const remarks: ReadingRemark[] = []
  const lineOf = new Map<string, number>()
  const passages: Passage[] = []
  for (const { line, text: content } of linesOf(sentences.name, read.text)) {
    if (content.trim() === '') continue
    const { id, text } = sentenceOf(content, `${sentences.name}:${line}`, lineOf.get(content.split(' ', 1)[0] ?? ''))
    lineOf.set(id, line)
    const annotations = (goldOf.get(id) ?? []).map(item => ({ ...item, type, concepts: [] }))
    const mentions =
      annotations.length === 0 ? [] : mentionsIn(id, text, annotations, visibleSpans(text), known, remarks)
    passages.push({ id: id as PassageId, document: null, text, tokens: null, tags: null, mentions })
  }
  if (passages.length === 0) throw new BenchError('INPUT', `${sentences.name}: the file holds no sentence`)
  const stray = evaluation.annotations.find(({ sentence }) => !lineOf.has(sentence))
  if (stray) {
    throw new BenchError('INPUT', `${stray.where}: sentence ${excerpt(stray.sentence)} is not in ${sentences.name}`)
  }
  const notes = joinNotes([read.notes, evaluation.notes])
  return { passages, notes: { ...notes, remarks: [...notes.remarks, ...remarks] } }
}

/** Characters that the offsets count: all but white space. */
export function isVisible(character: string): boolean {
  return !/\s/.test(character)
}

function sentenceOf(content: string, where: string, earlier: number | undefined): { id: string; text: string } {
  const space = content.indexOf(' ')
  if (space < 1) {
    throw new BenchError('INPUT', `${where}: expected an id, a space and a sentence, got ${excerpt(content)}`)
  }
  const id = content.slice(0, space)
  if (earlier !== undefined) {
    throw new BenchError('INPUT', `${where}: sentence ${excerpt(id)} is there already, on line ${earlier}`)
  }
  return { id, text: content.slice(space + 1) }
}

/** Spans by the characters that are no white space, the end being the last of them. */
function visibleSpans(text: string): SpanReader {
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const character of text) {
    if (isVisible(character)) {
      starts.push(at)
      ends.push(at + character.length)
    }
    at += character.length
  }
  return (where, first, last) => {
    const start = starts[Number(first)]
    const end = ends[Number(last)]
    if (start !== undefined && end !== undefined && start < end) return { start, end }
    throw new BenchError(
      'INPUT',
      `${where}: ${first} to ${last} are no characters of a sentence that has ${starts.length} besides white space, ` +
        'of which the first is 0',
    )
  }
}
