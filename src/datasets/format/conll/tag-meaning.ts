import type { Decoding } from '../../../core/convention.ts'
import { BenchError } from '../../../core/error.ts'
import { describeForeignTag } from '../../../tags/alphabet.ts'
import { outside } from '../../../tags/mark.ts'
import { createTagParser } from '../../../tags/parse-tag.ts'
import { shorten } from '../text.ts'

/** What becomes of the types that a file names. */
export interface TypeOptions {
  /** Tags of other types become `O`, judged by their name after renaming; null keeps all types. */
  readonly types: readonly string[] | null
  /** New names of types; a type that is not in it keeps its own. */
  readonly rename?: ReadonlyMap<string, string>
  /** The one type of the corpus: every tag gets it, whether it names none (`B` becomes `B-Species`) or another. */
  readonly onlyType?: string
}

export interface TagMeaning {
  /** As it is handed out: with the new name of its type, or `O`. */
  readonly tag: string
  /** As the automata number it; 0 is O. */
  readonly mark: number
  /** A number of the type as the file has it: two types stay two while mentions are found, though both get one name. */
  readonly typeNumber: number
  /** As it is handed out. */
  readonly type: string
}

export const outsideMeaning: TagMeaning = { tag: outside, mark: 0, typeNumber: 0, type: '' }

/** Reads tags other than `O`. Throws `INPUT`, naming file, line and tag, for one that is not in the decoding's alphabet. */
export type TagMeanings = (tag: string, file: string, line: number) => TagMeaning

/** Each distinct tag is looked at once: a corpus has hundreds of thousands of tags, but few distinct ones. */
export function createTagMeanings(decoding: Decoding, { types, rename, onlyType }: TypeOptions): TagMeanings {
  const parse = createTagParser(decoding, 'prefix')
  const meanings = new Map<string, TagMeaning>()
  const numbers = new Map<string, number>()
  return (tag, file, line) => meanings.get(tag) ?? learn(tag, file, line)

  function learn(tag: string, file: string, line: number): TagMeaning {
    const parsed = parse(tag)
    if (parsed === null) {
      throw new BenchError('INPUT', `${file}:${line}: tag ${describeForeignTag(shorten(tag), decoding, 'prefix')}`)
    }
    const type = onlyType ?? rename?.get(parsed.type) ?? parsed.type
    const typeNumber = numbers.get(parsed.type) ?? numbers.size + 1
    numbers.set(parsed.type, typeNumber)
    const meaning =
      types === null || types.includes(type)
        ? { tag: type === parsed.type ? tag : `${tag.charAt(0)}-${type}`, mark: parsed.mark, typeNumber, type }
        : outsideMeaning
    meanings.set(tag, meaning)
    return meaning
  }
}
