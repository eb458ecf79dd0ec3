import { SaxesParser } from 'saxes'
import type { ReadingNotes, Source } from '../../core/corpus.ts'
import { BenchError } from '../../core/error.ts'
import { excerpt, readText, shorten } from './text.ts'

/** `text` is its own character data, without that of its children; line ends in it are LF, as XML has it. */
export interface XmlElement {
  readonly name: string
  /** Where its tag begins; the first line is 1. */
  readonly line: number
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** What a file must look like: a root element, and in it any number of items, which alone are read. */
export interface XmlLayout {
  readonly root: string
  readonly item: string
}

/** No format read here needs more of either; a file that has more is not what it claims to be. */
const maxDepth = 64
export const maxAttributes = 64
/** Elements in one item. A full text with thousands of annotations has some ten thousand. */
export const maxElements = 250_000

/**
 * Hands over each item of the root as a tree, one after the other, so that memory is bounded by the largest one. Nothing outside
 * the file is ever looked at: a DTD that the file refers to is passed over, and entities are the five of XML itself. Throws
 * `INPUT` with file and line where the file is not well-formed, declares entities, states another encoding than UTF-8, has
 * another root, or exceeds one of the limits above.
 */
export function readXml(source: Source, layout: XmlLayout, visit: (item: XmlElement) => void): ReadingNotes {
  const { name } = source
  const { text, notes } = readText(source)
  const parser = new SaxesParser({ position: false })
  const open: OpenElement[] = []
  let depth = 0
  let attributes = 0
  let elements = 0
  const refuse = (problem: string, options?: ErrorOptions): never => {
    throw new BenchError('INPUT', `${name}:${parser.line}: ${problem}`, options)
  }

  parser.on('error', cause => refuse(`not well-formed XML: ${describe(cause.message)}`, { cause }))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding === undefined || /^(utf-?8|us-ascii)$/i.test(encoding) || isAscii(text)) return
    refuse(`the file says that it is ${excerpt(encoding)}; save it as UTF-8, and say so`)
  })
  parser.on('doctype', doctype => {
    const entity = /<!ENTITY\s+(?:%\s+)?([^\s>]*)/.exec(doctype)?.[1]
    if (entity === undefined) return
    refuse(
      `the entity ${excerpt(entity)} is declared; entities are not expanded: write what it stands for, and remove it`,
    )
  })
  parser.on('opentagstart', () => {
    attributes = 0
    depth += 1
    if (depth > maxDepth) refuse(`elements in elements, more than ${maxDepth} deep`)
  })
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > maxAttributes) refuse(`an element with more than ${maxAttributes} attributes`)
  })
  parser.on('opentag', ({ name: tag, attributes: values }) => {
    if (depth === 1 && tag !== layout.root) {
      refuse(`the root element is <${shorten(tag)}>; <${layout.root}> is expected`)
    }
    if (depth === 1 || (depth === 2 && tag !== layout.item) || (depth > 2 && open.length === 0)) return
    elements = open.length === 0 ? 1 : elements + 1
    if (elements > maxElements) refuse(`<${layout.item}> holds more than ${maxElements} elements`)
    const attributesOf = new Map(Object.entries(values))
    const element = { name: tag, line: parser.line, attributes: attributesOf, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const addText = (piece: string): void => {
    const element = open.at(-1)
    if (element) element.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    depth -= 1
    const element = open.pop()
    if (element && open.length === 0) visit(element)
  })

  parser.write(text).close()
  return notes
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[]
  text: string
}

/** The children called `name`. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(child => child.name === name)
}

/** The text of the first child called `name`; null: there is none. */
export function textOfChild(element: XmlElement, name: string): string | null {
  return element.children.find(child => child.name === name)?.text ?? null
}

function describe(message: string): string {
  const problem = shorten(message.replace(/\.$/, ''))
  return problem === 'undefined entity' ? `${problem}; write the character that it stands for` : problem
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}
