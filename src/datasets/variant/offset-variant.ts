import type { CorpusVariant, ParsedCorpus, Source, Split } from '../../core/corpus.ts'
import { retype, type TypeNames } from './retype.ts'

export interface OffsetVariantFacts
  extends Pick<CorpusVariant, 'title' | 'types' | 'licence' | 'splitOrigin' | 'files' | 'counts'> {
  /** `document` where it is not said. */
  readonly view?: CorpusVariant['view']
  readonly origin?: string
  readonly refused?: string
  /** What the types of the files are called here; where it is not said, as there. */
  readonly names?: TypeNames
  /** `parts[i]` are the files of pin i of the split. */
  readonly read: (parts: readonly (readonly Source[])[], split: Split) => ParsedCorpus | Promise<ParsedCorpus>
}

/** Texts with mentions by offsets. */
export function offsetVariant(facts: OffsetVariantFacts): CorpusVariant {
  const { title, types, licence, splitOrigin, files, counts, view = 'document', names, read } = facts
  const { origin = null, refused = null } = facts
  return {
    ...{ title, view, types, licence, splitOrigin, origin, refused, files, counts },
    parse: async (parts, split) => {
      const parsed = await read(parts, split)
      return names === undefined ? parsed : retype(parsed, names)
    },
  }
}

/** The file of a pin that is one. */
export function fileOf(parts: readonly (readonly Source[])[], pin = 0): Source {
  const [file] = parts[pin] ?? []
  if (file === undefined) throw new Error(`pin ${pin} has no file`)
  return file
}
