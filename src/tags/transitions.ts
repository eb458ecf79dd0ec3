import { type Decoding, type Scheme, schemes } from '../core/convention.ts'
import { BenchError } from '../core/error.ts'

export type TableName = Scheme | 'conlleval'
export const tableNames: readonly TableName[] = [...schemes, 'conlleval']

/**
 * The schemes. Rows: the mark of the token before (`O` before the first token); columns: the mark of this token. A cell
 * says what this token does to the mention that is open, if one is, and whether it opens one itself:
 *
 *     c  an open mention goes on
 *     k  an open mention that does not go on is kept; without k it is dropped
 *     o  a mention opens here, unless an open one goes on
 *     .  none of these
 *
 * `x/y` is x where both tokens have the same type and y where they differ. A sentence is followed by an O.
 *
 * The strict tables decide as Python seqeval 1.2.2 does (`seqeval.scheme`), IOE1 with its defect: it loses a mention of
 * one token that touches the next one of its type (docs/seqeval-differences.md). `conlleval` is what seqeval does by
 * default.
 */
export const transitions: Readonly<Record<TableName, string>> = {
  IOB1: `
        O    B      I
    O   .    .      o
    B   k    ko/.   co/ko
    I   k    ko/k   c/ko`,
  IOB2: `
        O    B      I
    O   .    o      .
    B   k    ko     c/k
    I   k    ko     c/k`,
  IOE1: `
        O    I      E
    O   .    o      .
    I   k    c/ko   c/k
    E   .    ko/o   ko/.`,
  IOE2: `
        O    I      E
    O   .    o      o
    I   .    c/o    c/o
    E   k    ko     ko`,
  IOBES: `
        O    B      I      E      S
    O   .    o      .      .      o
    B   .    o      c/.    c/.    o
    I   .    o      c/.    c/.    o
    E   k    ko     k      k      ko
    S   k    ko     k      k      ko`,
  BILOU: `
        O    B      I      L      U
    O   .    o      .      .      o
    B   .    o      c/.    c/.    o
    I   .    o      c/.    c/.    o
    L   k    ko     k      k      ko
    U   k    ko     k      k      ko`,
  conlleval: `
        O    B      I      E      S
    O   .    o      o      o      o
    B   k    ko     c/ko   c/ko   ko
    I   k    ko     c/ko   c/ko   ko
    E   k    ko     ko     ko     ko
    S   k    ko     ko     ko     ko`,
}

/**
 * The name of a decoding's table. Throws BenchError('ARGUMENT') for one that does not say how to read: there is no
 * default.
 */
export function tableName(decoding: Decoding): TableName {
  const name = decoding.matching === 'strict' ? decoding.scheme : decoding.matching
  if (tableNames.includes(name)) return name
  const right = `{ matching: 'conlleval' } or { matching: 'strict', scheme: ${schemes.map(s => `'${s}'`).join(' | ')} }`
  throw new BenchError('ARGUMENT', `decoding ${JSON.stringify(decoding)}: must be ${right}`)
}
