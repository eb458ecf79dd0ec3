import type { ReadingNotes, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { excerpt, joinNotes, readText } from '../text.ts'
import { readXml, type XmlElement } from '../xml.ts'
import { type Mmax2Files, mmax2Paths } from './mmax2-files.ts'
import { type WordRange, wordRanges } from './mmax2-words.ts'

export interface Mmax2Project {
  readonly document: string
  /** Where its id stands: a file. */
  readonly where: string
  readonly words: readonly string[]
  /** Of all words, in their order. */
  readonly sentences: readonly WordRange[]
  readonly markables: readonly Mmax2Markable[]
  readonly notes: ReadingNotes
}

export interface Mmax2Markable {
  /** `file:line` */
  readonly where: string
  readonly type: string
  /** In order; more than one where it is discontinuous. */
  readonly ranges: readonly WordRange[]
}

/** Throws `INPUT`, with file and line, where a file is missing or is not what it should be. */
export function readMmax2Project(files: Mmax2Files): Mmax2Project {
  const uri = files.file(mmax2Paths.uri)
  const { text, notes: uriNotes } = readText(uri)
  const document = text.trim()
  if (!/^.+$/.test(document)) {
    throw new BenchError(
      'INPUT',
      `${uri.name}:1: ${excerpt(document)}; the id of the document is expected, and nothing else`,
    )
  }
  const words = readWords(files.file(mmax2Paths.words))
  const sentences = readMarkables(files.file(mmax2Paths.sentences), words, null)
  const proteins = readMarkables(files.file(mmax2Paths.proteins), words, 'proteins')
  return {
    document,
    where: uri.name,
    words: words.list.map(word => word.text),
    sentences: sentencesOf(files.file(mmax2Paths.sentences).name, sentences.markables, words.list),
    markables: proteins.markables,
    notes: joinNotes([uriNotes, words.notes, sentences.notes, proteins.notes]),
  }
}

interface Word {
  readonly where: string
  readonly id: string
  readonly text: string
}

interface Words {
  readonly list: readonly Word[]
  readonly indexOf: ReadonlyMap<string, number>
  readonly notes: ReadingNotes
}

function readWords(source: Source): Words {
  const list: Word[] = []
  const indexOf = new Map<string, number>()
  const notes = readXml(source, { root: 'words', item: 'word' }, element => {
    const word = { where: `${source.name}:${element.line}`, id: idOf(source, element), text: element.text.trim() }
    if (word.text === '') throw new BenchError('INPUT', `${word.where}: word ${excerpt(word.id)} is empty`)
    if (indexOf.has(word.id)) throw new BenchError('INPUT', `${word.where}: there is another word ${excerpt(word.id)}`)
    indexOf.set(word.id, list.length)
    list.push(word)
  })
  return { list, indexOf, notes }
}

/** `type` is the attribute that names the type; null: they have none. */
function readMarkables(
  source: Source,
  { indexOf }: Words,
  type: string | null,
): { readonly markables: Mmax2Markable[]; readonly notes: ReadingNotes } {
  const markables: Mmax2Markable[] = []
  const notes = readXml(source, { root: 'markables', item: 'markable' }, element => {
    const where = `${source.name}:${element.line}`
    const span = element.attributes.get('span')
    if (span === undefined) throw new BenchError('INPUT', `${where}: a markable without a span`)
    const typeName = type === null ? '' : element.attributes.get(type)
    if (typeName === undefined || (type !== null && typeName === '')) {
      throw new BenchError(
        'INPUT',
        `${where}: a markable without an attribute ${excerpt(type ?? '')}, which names its type`,
      )
    }
    markables.push({ where, type: typeName, ranges: wordRanges(where, span, indexOf) })
  })
  return { markables, notes }
}

function idOf(source: Source, element: XmlElement): string {
  const id = element.attributes.get('id')
  if (id) return id
  throw new BenchError('INPUT', `${source.name}:${element.line}: a word without an id`)
}

/**
 * The file has them in any order. A word that was split after sentences were marked may be in none (`word_13.5`): it goes to the
 * next sentence, as in the converter of the corpus's authors.
 */
function sentencesOf(file: string, markables: readonly Mmax2Markable[], words: readonly Word[]): WordRange[] {
  const sentences: WordRange[] = []
  let covered = 0
  for (const { where, ranges } of markables.toSorted((a, b) => startOf(a) - startOf(b))) {
    const [range] = ranges
    if (range === undefined || ranges.length > 1) throw new BenchError('INPUT', `${where}: a sentence with a gap`)
    if (range.start < covered) throw new BenchError('INPUT', `${where}: a sentence that overlaps another`)
    refuseStray(file, words.slice(covered, range.start), true)
    sentences.push({ start: covered, end: range.end })
    covered = range.end
  }
  refuseStray(file, words.slice(covered), false)
  return sentences
}

function startOf({ ranges }: Mmax2Markable): number {
  return ranges[0]?.start ?? 0
}

function refuseStray(file: string, words: readonly Word[], splitAllowed: boolean): void {
  const stray = words.find(({ id }) => !splitAllowed || !id.includes('.'))
  if (stray) throw new BenchError('INPUT', `${stray.where}: word ${excerpt(stray.id)} is in no sentence of ${file}`)
}
