/**
 * What a type of a corpus or a model means beside others. Types of one class are one type in a cross-corpus matrix; a type that
 * is in no class is compatible with nothing but a type of its own name.
 */
export interface TypeClasses {
  /** `owner`: the corpus that has the type, or that a model was trained on; null where that is not known. */
  classOf(type: string, owner: string | null): string
}

/** One row of the list; see `assets/type-classes.json`. */
export interface ClassedType {
  readonly type: string
  /** null: in no class. */
  readonly class: string | null
  /** The name means something else in each corpus. */
  readonly withinCorpus: boolean
}

/** A type that is not listed is in no class. Throws where one is listed twice, which is a bug of the list. */
export function createTypeClasses(types: readonly ClassedType[]): TypeClasses {
  const byName = new Map(types.map(row => [row.type, row]))
  if (byName.size !== types.length) throw new Error('a type is listed twice')
  return {
    classOf(type, owner) {
      const row = byName.get(type)
      if (row?.withinCorpus) return `${type} of ${owner ?? 'an unknown corpus'}`
      return row?.class ?? type
    },
  }
}
