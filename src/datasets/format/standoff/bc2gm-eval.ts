import type { ReadingNotes, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { linesOf } from '../lines.ts'
import { excerpt, readText } from '../text.ts'

/** A line of a `.eval` file. Offsets count characters that are no white space; `end` is the last character. */
export interface Bc2gmAnnotation {
  /** `file:line`. */
  readonly where: string
  readonly sentence: string
  readonly start: string
  readonly end: string
  readonly surface: string
}

/**
 * Reads `sentence|start end|text` lines: gold (`GENE.eval`) or the alternatives that BioCreative also accepts (`ALTGENE.eval`). The
 * text may hold `|`. An empty file has no annotation. Throws `INPUT` with file and line.
 */
export function readBc2gmEval(source: Source): { annotations: Bc2gmAnnotation[]; notes: ReadingNotes } {
  if (source.bytes.length === 0) {
    return { annotations: [], notes: { byteOrderMark: false, carriageReturns: false, remarks: [] } }
  }
  const { text, notes } = readText(source)
  const annotations: Bc2gmAnnotation[] = []
  for (const { line, text: content } of linesOf(source.name, text)) {
    if (content.trim() === '') continue
    const where = `${source.name}:${line}`
    const [sentence = '', start, end] = /^([^|]+)\|(\d{1,15}) (\d{1,15})\|/.exec(content)?.slice(1) ?? []
    if (start === undefined || end === undefined) {
      throw new BenchError('INPUT', `${where}: expected "sentence|start end|text", got ${excerpt(content)}`)
    }
    const surface = content.slice(sentence.length + start.length + end.length + '| |'.length)
    annotations.push({ where, sentence, start, end, surface })
  }
  return { annotations, notes }
}
