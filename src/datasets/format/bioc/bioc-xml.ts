import type { ParsedCorpus, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'
import { childrenOf, readXml, textOfChild, type XmlElement } from '../xml.ts'
import { type BiocOptions, createBiocCorpus } from './bioc-corpus.ts'
import type { BiocAnnotation, BiocDocument, BiocInfons, BiocPiece, BiocRelation } from './bioc-model.ts'

/**
 * Reads a BioC collection in XML: one passage a document, its text laid out at the offsets that the file states. Several
 * locations of an annotation are its parts, and its stated text is those joined by one space. Line ends in texts are LF whatever
 * the file has, as XML wants it. Throws `INPUT` with file and line.
 */
export function readBiocXml(source: Source, options: BiocOptions = {}): ParsedCorpus {
  const { name } = source
  const corpus = createBiocCorpus(name, options)
  const notes = readXml(source, { root: 'collection', item: 'document' }, element => {
    corpus.add(documentOf(name, element))
  })
  return corpus.finish(notes)
}

function documentOf(name: string, element: XmlElement): BiocDocument {
  return {
    where: `${name}:${element.line}`,
    id: textOfChild(element, 'id') ?? '',
    passages: childrenOf(element, 'passage').map(passage => ({
      ...pieceOf(name, passage),
      sentences: childrenOf(passage, 'sentence').map(sentence => pieceOf(name, sentence)),
    })),
    annotations: annotationsOf(name, element),
    relations: relationsOf(name, element),
  }
}

function pieceOf(name: string, element: XmlElement): BiocPiece {
  const where = `${name}:${element.line}`
  return {
    where,
    offset: wholeNumber(where, 'offset', textOfChild(element, 'offset')),
    text: textOfChild(element, 'text'),
    annotations: annotationsOf(name, element),
    relations: relationsOf(name, element),
  }
}

function annotationsOf(name: string, element: XmlElement): BiocAnnotation[] {
  return childrenOf(element, 'annotation').map(annotation => ({
    where: `${name}:${annotation.line}`,
    infons: infonsOf(annotation),
    text: textOfChild(annotation, 'text'),
    locations: childrenOf(annotation, 'location').map(({ line, attributes }) => ({
      offset: wholeNumber(`${name}:${line}`, 'offset', attributes.get('offset') ?? null),
      length: wholeNumber(`${name}:${line}`, 'length', attributes.get('length') ?? null),
    })),
  }))
}

function relationsOf(name: string, element: XmlElement): BiocRelation[] {
  return childrenOf(element, 'relation').map(relation => ({
    where: `${name}:${relation.line}`,
    infons: infonsOf(relation),
  }))
}

function infonsOf(element: XmlElement): BiocInfons {
  return new Map(childrenOf(element, 'infon').map(({ attributes, text }) => [attributes.get('key') ?? '', text]))
}

function wholeNumber(where: string, what: string, value: string | null): number {
  const digits = value?.trim() ?? ''
  if (/^\d{1,15}$/.test(digits)) return Number(digits)
  const found = value === null ? `there is no ${what}` : `${what} ${excerpt(value)} is no whole number`
  throw new BenchError('INPUT', `${where}: ${found}`)
}
