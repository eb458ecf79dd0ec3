import { BenchError } from '../../../../core/error.ts'
import { verifyCharsmap } from './charsmap.ts'
import type { Refuse } from './refuse.ts'
import { readFields, type WireField } from './wire-fields.ts'

export interface Piece {
  readonly text: string
  /** Logarithm of a probability, or of a BPE minus the rank of its merge. */
  readonly score: number
  readonly kind: 'normal' | 'unknown' | 'control' | 'user-defined' | 'unused' | 'byte'
}

/** What of a SentencePiece model decides how a text is cut. */
export interface SentencePieceModel {
  readonly algorithm: 'unigram' | 'bpe'
  /** By id; no text is there twice. */
  readonly pieces: readonly Piece[]
  /** The id of the one piece for what is not in the vocabulary. */
  readonly unknown: number
  /** Compiled rules of normalisation, which `verifyCharsmap` has seen; no bytes where there are none. */
  readonly charsmap: Uint8Array
  readonly byteFallback: boolean
  readonly addDummyPrefix: boolean
  readonly removeExtraWhitespaces: boolean
}

/** XLM-V, a million pieces, has 18 MB. */
const maxBytes = 32 * 1024 * 1024
const maxPieces = 2 ** 21
/** Those that SentencePiece learns have 16 characters at most; symbols that users define may be longer. */
const maxPieceBytes = 1024

/**
 * Reads a SentencePiece model; its fields have the numbers of sentencepiece_model.proto. Throws `MODEL`, naming the file and the cause, where it is
 * cut off, is something else, or is a model that SentencePiece would not load either; and where it cuts into words or characters.
 */
export function readModelFile(path: string, bytes: Uint8Array): SentencePieceModel {
  const refuse: Refuse = fault => new BenchError('MODEL', `${path}: ${fault}`)
  if (bytes.length === 0) throw refuse('the file is empty')
  if (bytes.length > maxBytes) throw refuse(`larger than ${maxBytes} bytes`)
  const pieces: Piece[] = []
  const settings: Settings = {
    algorithm: 1,
    suffix: false,
    bytes: false,
    prefix: true,
    trim: true,
    escape: true,
    map: none,
  }
  const inFile: Refuse = fault =>
    refuse(
      pieces.length === 0
        ? `not a SentencePiece model (${fault})`
        : `${fault}, behind ${pieces.length} pieces; fetch it again`,
    )
  for (const field of readFields(bytes, fault => inFile(`the file ${fault}`))) {
    if (field.number === 1) {
      if (pieces.length === maxPieces) throw refuse(`more than ${maxPieces} pieces`)
      pieces.push(readPiece(bytesOf(field, 'a piece', inFile), pieces.length, refuse))
    } else if (field.number === 2) readTrainerSpec(bytesOf(field, 'trainer_spec', inFile), settings, refuse)
    else if (field.number === 3) readNormalizerSpec(bytesOf(field, 'normalizer_spec', inFile), settings, refuse)
  }
  if (!settings.escape) throw refuse('escape_whitespaces is off; pieces whose spaces are not ▁ are not read')
  if (settings.suffix) throw refuse('treat_whitespace_as_suffix is on; pieces with ▁ at their end are not read')
  verifyCharsmap(settings.map, refuse)
  return {
    algorithm: algorithmOf(settings.algorithm, refuse),
    pieces,
    unknown: unknownOf(pieces, refuse),
    charsmap: settings.map,
    byteFallback: settings.bytes,
    addDummyPrefix: settings.prefix,
    removeExtraWhitespaces: settings.trim,
  }
}

/** As they are when no field says otherwise. A message that is there twice adds to the first. */
interface Settings {
  algorithm: number
  suffix: boolean
  bytes: boolean
  prefix: boolean
  trim: boolean
  escape: boolean
  map: Uint8Array
}

const none = new Uint8Array(0)
const kinds = [null, 'normal', 'unknown', 'control', 'user-defined', 'unused', 'byte'] as const
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readPiece(bytes: Uint8Array, id: number, refuse: Refuse): Piece {
  const inPiece: Refuse = fault => refuse(`pieces[${id}]${fault}`)
  let text = ''
  let score = 0
  let kind: Piece['kind'] = 'normal'
  for (const field of readFields(bytes, fault => inPiece(` ${fault}`))) {
    if (field.number === 1) text = textOf(bytesOf(field, '.piece', inPiece), '.piece', inPiece)
    else if (field.number === 2) score = floatOf(field, '.score', inPiece)
    else if (field.number === 3) {
      const number = varintOf(field, '.type', inPiece)
      const known = kinds[number]
      if (known === undefined || known === null) throw inPiece(`.type is ${number}; types are 1 to ${kinds.length - 1}`)
      kind = known
    }
  }
  if (text === '') throw inPiece(' is an empty piece')
  return { text, score, kind }
}

function readTrainerSpec(bytes: Uint8Array, settings: Settings, refuse: Refuse): void {
  for (const field of readFields(bytes, fault => refuse(`trainer_spec ${fault}`))) {
    if (field.number === 3) settings.algorithm = varintOf(field, 'trainer_spec.model_type', refuse)
    else if (field.number === 24)
      settings.suffix = varintOf(field, 'trainer_spec.treat_whitespace_as_suffix', refuse) !== 0
    else if (field.number === 35) settings.bytes = varintOf(field, 'trainer_spec.byte_fallback', refuse) !== 0
  }
}

function readNormalizerSpec(bytes: Uint8Array, settings: Settings, refuse: Refuse): void {
  for (const field of readFields(bytes, fault => refuse(`normalizer_spec ${fault}`))) {
    if (field.number === 2) settings.map = bytesOf(field, 'normalizer_spec.precompiled_charsmap', refuse)
    else if (field.number === 3) settings.prefix = varintOf(field, 'normalizer_spec.add_dummy_prefix', refuse) !== 0
    else if (field.number === 4)
      settings.trim = varintOf(field, 'normalizer_spec.remove_extra_whitespaces', refuse) !== 0
    else if (field.number === 5) settings.escape = varintOf(field, 'normalizer_spec.escape_whitespaces', refuse) !== 0
  }
}

function algorithmOf(number: number, refuse: Refuse): 'unigram' | 'bpe' {
  if (number === 1) return 'unigram'
  if (number === 2) return 'bpe'
  const name = new Map([
    [3, 'WORD'],
    [4, 'CHAR'],
  ]).get(number)
  throw refuse(`trainer_spec.model_type is ${name ?? number}; UNIGRAM and BPE are read`)
}

function unknownOf(pieces: readonly Piece[], refuse: Refuse): number {
  const ids = new Map<string, number>()
  let unknown: number | null = null
  for (const [id, { text, kind }] of pieces.entries()) {
    const first = ids.get(text)
    if (first !== undefined) {
      throw refuse(
        `the piece ${JSON.stringify(text.slice(0, 60))} is there twice, as pieces[${first}] and pieces[${id}]`,
      )
    }
    ids.set(text, id)
    if (kind !== 'unknown') continue
    if (unknown !== null) throw refuse(`pieces[${unknown}] and pieces[${id}] are both the unknown piece; there is one`)
    unknown = id
  }
  if (!pieces.some(({ kind }) => kind === 'normal' || kind === 'user-defined')) {
    throw refuse('not a SentencePiece model (it has no pieces)')
  }
  if (unknown === null) throw refuse('none of the pieces is of the type UNKNOWN, which every model has')
  return unknown
}

function bytesOf(field: WireField, name: string, refuse: Refuse): Uint8Array {
  if (field.kind === 'bytes') return field.value
  throw refuse(`${name} is of the type ${field.kind}, not bytes`)
}

function varintOf(field: WireField, name: string, refuse: Refuse): number {
  if (field.kind === 'varint') return field.value
  throw refuse(`${name} is of the type ${field.kind}, not varint`)
}

function floatOf(field: WireField, name: string, refuse: Refuse): number {
  if (field.kind !== 'fixed32') throw refuse(`${name} is of the type ${field.kind}, not fixed32`)
  const { buffer, byteOffset } = field.value
  const value = new DataView(buffer, byteOffset, 4).getFloat32(0, true)
  if (Number.isFinite(value)) return value
  throw refuse(`${name} is ${value}, not a number that scores can be added to`)
}

function textOf(bytes: Uint8Array, name: string, refuse: Refuse): string {
  if (bytes.length > maxPieceBytes) throw refuse(`${name} is longer than ${maxPieceBytes} bytes`)
  try {
    return decoder.decode(bytes)
  } catch {
    throw refuse(`${name} is not UTF-8`)
  }
}
