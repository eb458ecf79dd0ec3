import type { Source } from '../core/corpus.ts'
import { BenchError } from '../core/error.ts'
import type { DocumentId } from '../core/passage.ts'
import { detectFormat } from '../datasets/format/detect.ts'
import type { Format } from '../datasets/format/format.ts'
import { type FormatId, formats } from '../datasets/format/index.ts'
import { type OffsetUnit, offsetUnits } from '../datasets/format/offsets.ts'
import { maxTextBytes } from '../datasets/format/text.ts'
import { nameOf, pairPassages } from '../datasets/pairing/pair-passages.ts'
import type { Paired } from '../datasets/pairing/paired.ts'
import { documentOfEach, parseDocuments } from '../datasets/variant/documents.ts'
import { type Counted, countSpanPairs, countTagged } from '../eval/count-passages.ts'
import { type ScoreJson, type SpreadEnd, scoreJson, spreadOf } from '../eval/score-json.ts'
import { readFolder } from '../store/corpus/read-folder.ts'
import { isFolder, readInput } from '../store/read-input.ts'
import { type ConventionChoice, chooseConventions } from './score/choose-conventions.ts'

export { renderScoreTable } from '../report/terminal/score-table.ts'
export { offsetUnits }
export const formatIds = Object.keys(formats) as readonly FormatId[]

export interface ScoreRequest extends ConventionChoice {
  /** A path (of a folder where the format is one of folders), or `-` for standard input. */
  readonly gold: string
  /** null: one file holds both. */
  readonly predicted: string | null
  /** null: detected. */
  readonly format: FormatId | null
  readonly offsets: OffsetUnit | null
  /** A file that says how many passages belong to which document. */
  readonly documents: string | null
  readonly seed: number
}

export interface ScoreOutcome {
  /** `spread` with all conventions only. */
  readonly json: ScoreJson & { readonly spread?: { readonly lowest: SpreadEnd; readonly highest: SpreadEnd } | null }
  /** What a reader should know and the scores do not say: a byte-order mark, conventions that do not apply. */
  readonly remarks: readonly string[]
}

/** Scores files that any tool wrote. Throws `ARGUMENT` or `INPUT`, with file and line, before anything is counted. */
export async function scoreFiles(request: ScoreRequest, readStdin: () => Promise<Uint8Array>): Promise<ScoreOutcome> {
  refuseContradictions(request)
  const readFile = (path: string) => readInput(path, { readStdin, maxBytes: maxTextBytes })
  const read = async (path: string) => ((await isFolder(path)) ? readFolder(path) : [await readFile(path)])
  const gold = await read(request.gold)
  const predicted = request.predicted === null ? null : await read(request.predicted)
  const sizes = request.documents === null ? null : parseDocuments(await readFile(request.documents))

  const paired = await pairFiles(gold, predicted, request)
  const { conventions, remarks } = chooseConventions(paired, request)
  const located =
    sizes === null ? paired : withDocuments(paired, documentOfEach(sizes, paired.pairs.length, request.documents ?? ''))
  const counted: Counted =
    located.kind === 'tags' ? countTagged(located.pairs, conventions) : countSpanPairs(located.pairs, conventions)

  const documents = new Set(located.pairs.map(pair => pair.document))
  const json = scoreJson({
    counted,
    passages: located.pairs.length,
    documents: documents.has(null) ? null : documents.size,
    seed: request.seed,
  })
  return {
    json: request.allConventions ? { ...json, spread: spreadOf(json.scores) } : json,
    remarks: [...remarksOn(paired.notes), ...remarks],
  }
}

/** Each side is read in its own format; where one is made of tags, the other must be of the same format. */
async function pairFiles(
  gold: readonly Source[],
  predicted: readonly Source[] | null,
  { format, offsets }: ScoreRequest,
): Promise<Paired> {
  const goldFormat = format ?? detectFormat(gold)
  const predictedFormat = predicted === null ? goldFormat : (format ?? detectFormat(predicted))
  const reader: Format = formats[goldFormat]
  const other: Format = formats[predictedFormat]
  if (predicted === null || goldFormat === predictedFormat || [goldFormat, predictedFormat].includes('conll')) {
    return reader.pair(gold, predicted, { offsets })
  }
  return pairPassages(
    { name: nameOf(gold), parsed: await reader.read(gold, { id: 'gold', offsets }) },
    { name: nameOf(predicted), parsed: await other.read(predicted, { id: 'gold', offsets }) },
  )
}

function refuseContradictions({ gold, predicted, documents, matching, scheme, allConventions }: ScoreRequest): void {
  if ([gold, predicted, documents].filter(path => path === '-').length > 1) {
    throw new BenchError('ARGUMENT', 'only one of the files can be standard input (-)')
  }
  if (allConventions && (matching !== null || scheme !== null)) {
    throw new BenchError('ARGUMENT', '--all-conventions computes every one; --matching and --scheme name one')
  }
  if (matching === 'strict' && scheme === null) {
    throw new BenchError('ARGUMENT', '--matching strict needs --scheme, the scheme that the tags are written in')
  }
  if (matching === 'conlleval' && scheme !== null) {
    throw new BenchError(
      'ARGUMENT',
      '--matching conlleval reads tags of any scheme; --scheme goes with --matching strict',
    )
  }
}

function withDocuments(paired: Paired, documents: readonly DocumentId[]): Paired {
  const document = (index: number) => ({ document: documents[index] ?? null })
  return paired.kind === 'tags'
    ? { ...paired, pairs: paired.pairs.map((pair, index) => ({ ...pair, ...document(index) })) }
    : { ...paired, pairs: paired.pairs.map((pair, index) => ({ ...pair, ...document(index) })) }
}

function remarksOn(notes: Paired['notes']): string[] {
  return [
    ...(notes.byteOrderMark ? ['a byte-order mark was passed over'] : []),
    ...(notes.carriageReturns ? ['lines end in CRLF; they are read like LF'] : []),
    ...notes.remarks.map(({ message }) => message),
  ]
}
