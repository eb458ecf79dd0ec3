/** BioC as its XML and its JSON have it alike. `where` begins an error message: `file:line`, or file and JSON path. */
export interface BiocDocument {
  readonly where: string
  readonly id: string
  readonly passages: readonly BiocPassage[]
  readonly annotations: readonly BiocAnnotation[]
  readonly relations: readonly BiocRelation[]
}

export interface BiocPassage extends BiocPiece {
  readonly sentences: readonly BiocPiece[]
}

/** A passage or a sentence. Offsets count from the beginning of the document, those of annotations too. */
export interface BiocPiece {
  readonly where: string
  readonly offset: number
  readonly text: string | null
  readonly annotations: readonly BiocAnnotation[]
  readonly relations: readonly BiocRelation[]
}

export interface BiocAnnotation {
  readonly where: string
  readonly infons: BiocInfons
  /** The surface form; null where none is stated. */
  readonly text: string | null
  readonly locations: readonly BiocLocation[]
}

export interface BiocLocation {
  readonly offset: number
  readonly length: number
}

export interface BiocRelation {
  readonly where: string
  readonly infons: BiocInfons
}

/** Keys and values. Of a key that comes twice, the last value counts. */
export type BiocInfons = ReadonlyMap<string, string>
