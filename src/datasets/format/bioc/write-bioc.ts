import { type Mention, type Passage, partsOf } from '../../../core/passage.ts'
import { conceptsOf } from '../pubtator/pubtator-concepts.ts'
import { excerpt } from '../text.ts'
import { codePointCounter, refuseUnwritable, unwritable } from '../unwritable.ts'

/**
 * One BioC collection in XML, offsets in code points. Each passage becomes a document of one passage, called by the passage's id;
 * concepts become an infon `identifier`, separated by `|`. Tokens and tags have no place in it. Throws `INPUT`, naming the passage,
 * for characters that XML does not have, for an empty id or type, and for a concept that would not come back as it is.
 */
export function writeBiocXml(passages: readonly Passage[]): string {
  const documents = biocDocuments('BioC XML', passages, xmlProblem)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE collection SYSTEM "BioC.dtd">',
    '<collection><source></source><date></date><key></key>',
    ...documents.map(documentElement),
    '</collection>',
    '',
  ].join('\n')
}

/** The same as a BioC collection in JSON, one document a line; it takes any character. */
export function writeBiocJson(passages: readonly Passage[]): string {
  const documents = biocDocuments('BioC JSON', passages, () => null)
  const lines = documents.map(document => JSON.stringify(documentObject(document))).join(',\n')
  return `{"source":"","date":"","key":"","infons":{},"documents":[\n${lines}\n]}\n`
}

interface Document {
  readonly id: string
  readonly text: string
  readonly annotations: readonly Annotation[]
}

interface Annotation {
  readonly infons: Readonly<Record<'type' | 'identifier', string>> | Readonly<Record<'type', string>>
  readonly locations: readonly { readonly offset: number; readonly length: number }[]
  readonly text: string
}

/** `problemOf` says why the format cannot hold a text, and what to do; null: it can. */
function biocDocuments(
  format: string,
  passages: readonly Passage[],
  problemOf: (text: string) => string | null,
): Document[] {
  refuseUnwritable(format, passages)
  return passages.map(passage => {
    const { id, text, mentions } = passage
    const pointsAt = codePointCounter(format, passage)
    if (id === '') throw unwritable(format, passage, 'a document needs an id; give it one')
    const words = [id, text, ...mentions.flatMap(({ type, concepts }) => [type, ...(concepts ?? [])])]
    for (const word of words) {
      const problem = problemOf(word)
      if (problem !== null) throw unwritable(format, passage, problem)
    }
    const annotations = mentions.map(mention => {
      const pieces = partsOf(mention)
      return {
        infons: infonsOf(format, passage, mention),
        locations: pieces.map(({ start, end }) => {
          const offset = pointsAt(start)
          return { offset, length: pointsAt(end) - offset }
        }),
        text: pieces.map(({ start, end }) => text.slice(start, end)).join(' '),
      }
    })
    return { id, text, annotations }
  })
}

function infonsOf(format: string, passage: Passage, { start, end, type, concepts }: Mention): Annotation['infons'] {
  if (type === '') throw unwritable(format, passage, `the mention at ${start}-${end} has no type; give it one`)
  const lost = concepts?.find(concept => conceptsOf(concept, '|')[0] !== concept)
  if (lost !== undefined) {
    throw unwritable(format, passage, `the concept ${excerpt(lost)} would be read as another; write jsonl`)
  }
  return concepts && concepts.length > 0 ? { type, identifier: concepts.join('|') } : { type }
}

function documentElement({ id, text, annotations }: Document): string {
  const elements = annotations.map(({ infons, locations, text: surface }, index) =>
    [
      `<annotation id="${index}">`,
      ...Object.entries(infons).map(([key, value]) => `<infon key="${key}">${escaped(value)}</infon>`),
      ...locations.map(({ offset, length }) => `<location offset="${offset}" length="${length}"/>`),
      `<text>${escaped(surface)}</text></annotation>`,
    ].join(''),
  )
  const passage = [`<passage><offset>0</offset><text>${escaped(text)}</text>`, ...elements, '</passage>']
  return `<document><id>${escaped(id)}</id>${passage.join('\n')}</document>`
}

function documentObject({ id, text, annotations }: Document): unknown {
  const numbered = annotations.map((annotation, index) => ({ id: String(index), ...annotation }))
  const passage = { offset: 0, infons: {}, text, sentences: [], annotations: numbered, relations: [] }
  return { id, infons: {}, passages: [passage], annotations: [], relations: [] }
}

/** A parser makes LF of a CR that is written as itself. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;')
}

function xmlProblem(text: string): string | null {
  const odd = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text)?.[0]
  if (odd === undefined) return null
  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `XML has no character U+${code}; remove it, or write BioC JSON`
}
