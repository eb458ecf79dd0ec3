import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentId, Mention, Passage, PassageId } from '../../../src/core/passage.ts'
import { readBioc } from '../../../src/datasets/format/bioc/bioc.ts'
import { readBiocJson } from '../../../src/datasets/format/bioc/bioc-json.ts'
import { readBiocXml } from '../../../src/datasets/format/bioc/bioc-xml.ts'
import { writeBiocJson, writeBiocXml } from '../../../src/datasets/format/bioc/write-bioc.ts'
import { refusalOf, sourceOf } from '../source.ts'
import { arbitraryPassages, lineBreaks, plainNames, plainPieces } from './arbitrary-passages.ts'
import { damaged, returnsOrRefuses } from './damage.ts'

const pieces = [...plainPieces, ...lineBreaks, '\t', '<', '&amp;', ']]>', '\u0085', '\ufeff']

describe('writing', () => {
  const shape = { pieces, discontinuous: true, names: [...plainNames, '<a>', 'x\ty', 'a\r\n'] }
  // Concepts are not stripped of anything but outer space, which the names above do not all lack.
  const stripped = (passages: Passage[]) =>
    passages.map(passage => ({
      ...passage,
      mentions: passage.mentions.map(({ concepts, ...mention }) => ({
        ...mention,
        ...(concepts && { concepts: concepts.map(concept => concept.trim()) }),
      })),
    }))

  test.each([
    ['XML', (passages: Passage[]) => readBiocXml(sourceOf(writeBiocXml(passages), 'x.xml'))],
    ['JSON', (passages: Passage[]) => readBiocJson(sourceOf(writeBiocJson(passages), 'x.json'))],
  ])('%s and reading it again gives the same passages', (_, again) => {
    fc.assert(
      fc.property(arbitraryPassages(shape).map(stripped), passages => {
        expect(again(passages).passages).toEqual(passages)
      }),
    )
  })

  test('whatever the passages hold, they come back or are refused', () => {
    const odd = {
      pieces: [...pieces, '\ud800', '\0', '\uffff'],
      discontinuous: true,
      names: [...plainNames, '', 'a|b', '-1', '\0', ' z '],
    }
    fc.assert(
      fc.property(arbitraryPassages(odd), fc.constantFrom(writeBiocXml, writeBiocJson), (passages, write) => {
        returnsOrRefuses(() => expect(readBioc(sourceOf(write(passages))).passages).toEqual(passages), /^passage "/)
      }),
    )
  })

  const passage = (text: string, ...mentions: Mention[]): Passage => ({
    id: 'p' as PassageId,
    document: 'p' as DocumentId,
    text,
    tokens: null,
    tags: null,
    mentions,
  })
  test.each([
    [passage('a\0b'), /U\+0000; remove it, or write BioC JSON/],
    [passage('abc', { start: 0, end: 1, type: '' }), /no type/],
    [passage('abc', { start: 0, end: 1, type: '\uffff' }), /U\+FFFF/],
    [passage('abc', { start: 0, end: 4, type: 'X' }), /offset 4 is beyond its text/],
    [passage('abc', { start: 0, end: 1, type: 'X', concepts: ['a|b'] }), /the concept "a\|b"/],
    [{ ...passage('a'), id: '' as PassageId }, /a document needs an id/],
  ])('refuses %j', (bad, message) => {
    expect(refusalOf(() => writeBiocXml([bad]))).toMatch(message)
  })

  test('a NUL is no trouble in JSON', () => {
    expect(readBioc(sourceOf(writeBiocJson([passage('a\0b')]))).passages).toEqual([passage('a\0b')])
  })
})

describe('any bytes', () => {
  const valid = [
    '<?xml version="1.0"?><!DOCTYPE collection SYSTEM "BioC.dtd">',
    '<collection><source>s</source>',
    '<document><id>1</id><infon key="a">b</infon>',
    '<passage><offset>0</offset><text>Renal 𝛽 failure.</text>',
    '<annotation id="0"><infon key="type">Disease</infon><infon key="MESH">D1|D2</infon>',
    '<location offset="0" length="5"/><location offset="8" length="7"/><text>Renal failure</text></annotation>',
    '<relation id="R"><infon key="relation">CID</infon><node refid="0" role="x"/></relation></passage>',
    '<passage><offset>17</offset><sentence><offset>17</offset><text>It &lt; 3.</text></sentence></passage>',
    '</document>',
    '</collection>',
  ].join('\n')
  const { passages } = readBiocXml(sourceOf(valid))
  const lines = writeBiocJson(passages).split('\n').slice(1, 2)

  test('of XML are read or refused with a line', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged(new TextEncoder().encode(valid)))
    fc.assert(
      fc.property(bytes, content => {
        returnsOrRefuses(
          () => readBiocXml(sourceOf(content, 'x.xml')),
          /^x\.xml:(\d+: | the file (is empty|holds no document)$)/,
        )
      }),
      { numRuns: 2000 },
    )
  })

  test('of JSON are read or refused with a path', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map(text => new TextEncoder().encode(text)),
      damaged(new TextEncoder().encode(writeBiocJson(passages))),
      damaged(new TextEncoder().encode([...lines, ...lines].join('\n'))),
    )
    fc.assert(
      fc.property(bytes, content => {
        for (const read of [readBiocJson, readBioc]) {
          returnsOrRefuses(() => read(sourceOf(content, 'x.json')), /^x\.json:/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('so is any JSON in the place of any other', () => {
    const collection = JSON.parse(writeBiocJson(passages))
    const paths = [
      'documents',
      'id',
      'passages',
      'offset',
      'text',
      'annotations',
      'infons',
      'type',
      'locations',
      'length',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        // The value is put in as text: as an object it could hold the same key, and so itself.
        const holed = JSON.stringify(collection, (key, old) => (key === path ? '<value>' : old))
        const text = holed.replaceAll('"<value>"', () => JSON.stringify(value))
        returnsOrRefuses(() => readBiocJson(sourceOf(text, 'x.json')), /^x\.json: /)
      }),
      { numRuns: 1000 },
    )
  })
})
