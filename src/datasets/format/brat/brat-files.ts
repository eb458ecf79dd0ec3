import type { Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { byCodePoint } from '../../../core/text/code-point-order.ts'

/** A text and the file with its annotations. */
export interface BratPair {
  /** Name of the text without folders and suffix. */
  readonly document: string
  readonly text: Source
  readonly annotations: Source
}

/**
 * Pairs of `X.txt` and `X.ann` (or `X.a1`), sorted by path. Other files (LICENSE, `X.a2`) and what macOS leaves in archives (`._X.txt`)
 * are none. Throws `INPUT` for a file without its partner, for a text with two, and where there is no pair at all.
 */
export function bratFilesOf(sources: readonly Source[]): BratPair[] {
  const texts = new Map<string, Source>()
  const annotations = new Map<string, Source>()
  for (const source of sources) {
    const [, stem = '', suffix] = /^(.*)\.(txt|ann|a1)$/s.exec(source.name) ?? []
    if (suffix === undefined || baseOf(stem).startsWith('._')) continue
    const files = suffix === 'txt' ? texts : annotations
    const other = files.get(stem)
    if (other) {
      const problem = other.name === source.name ? 'is given twice' : `has the annotations of ${other.name} again`
      throw new BenchError('INPUT', `${source.name}: the file ${problem}; leave one`)
    }
    files.set(stem, source)
  }
  for (const [stem, { name }] of annotations) {
    if (!texts.has(stem))
      throw new BenchError('INPUT', `${name}: no text for these annotations; ${stem}.txt is missing`)
  }
  const pairs = [...texts].map(([stem, text]) => {
    const partner = annotations.get(stem)
    if (partner) return { document: baseOf(stem), text, annotations: partner }
    throw new BenchError(
      'INPUT',
      `${text.name}: no annotations for this text; ${stem}.ann (or .a1) is missing; for a text without mentions it is an empty file`,
    )
  })
  const [any] = sources
  if (pairs.length === 0) {
    const where = any ? `${any.name}: among the ${sources.length} files with this one` : 'brat: among no files'
    throw new BenchError('INPUT', `${where} there is no text with annotations (X.txt with X.ann or X.a1)`)
  }
  return pairs.sort((a, b) => byCodePoint(a.text.name, b.text.name))
}

function baseOf(path: string): string {
  return path.replace(/^.*[\\/]/s, '')
}
