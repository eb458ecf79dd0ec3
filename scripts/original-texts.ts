import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { byCodePoint } from '../src/core/text/code-point-order.ts'
import { parseConll } from '../src/datasets/format/conll/conll.ts'
import type { OriginalText } from './map-documents.ts'

/**
 * Title and abstract of each `PMID|t|` and `PMID|a|` line, sorted by id: the order of the documents in most CoNLL files.
 * `once`: a document that the file holds twice is there once.
 */
export function pubtatorTexts(path: string, repeated: 'once' | 'every'): OriginalText[] {
  const texts: OriginalText[] = []
  for (const block of readFileSync(path, 'utf8').split(/\n\s*\n/)) {
    const title = /^(\d+)\|t\|(.*)$/m.exec(block)
    const abstract = /^\d+\|a\|(.*)$/m.exec(block)
    if (title) texts.push([title[1] ?? '', `${title[2]} ${abstract?.[1] ?? ''}`])
  }
  return sorted(repeated === 'once' ? [...new Map(texts)] : texts)
}

/** Each `.txt` file of a folder by its name, sorted by it. */
export function folderTexts(folder: string): OriginalText[] {
  const names = readdirSync(folder).filter(name => name.endsWith('.txt'))
  return sorted(names.map(name => [name.slice(0, -'.txt'.length), readFileSync(join(folder, name), 'utf8')]))
}

/** The abstracts of Species-800 by their PMIDs, sorted by them. */
export function speciesTexts(folder: string): OriginalText[] {
  const pmids = new Map(
    linesOf(join(folder, 'pubmedid.tsv')).map(line => {
      const [species = '', pmid = ''] = line.split('\t')
      return [species, pmid.replace('PMID:', '')]
    }),
  )
  return sorted(folderTexts(join(folder, 'abstracts')).map(([species, text]) => [pmids.get(species) ?? species, text]))
}

/** Only the documents that a list names, in the order of `texts`. */
export function listedTexts(list: string, texts: readonly OriginalText[]): OriginalText[] {
  const ids = new Set(linesOf(list))
  return texts.filter(([document]) => ids.has(document))
}

/**
 * The abstracts of a file with `###MEDLINE:` lines, in its order. MEDLINE gave a few ids twice: the second document of an id is called
 * `<id>-2`, as in the standoff files of spyysalo/jnlpba.
 */
export function medlineTexts(path: string): OriginalText[] {
  const texts = new Map<string, string>()
  let document = ''
  const file = parseConll({ name: path, bytes: readFileSync(path) }, { columns: 'tag', separator: 'tab' })
  for (const { border, tokens } of file.sentences) {
    if (border === null) texts.set(document, `${texts.get(document)} ${tokens.join(' ')}`)
    else {
      document = border.document ?? ''
      if (texts.has(document)) document += '-2'
      if (texts.has(document)) throw new Error(`${path}: ${document} is there three times`)
      texts.set(document, '')
    }
  }
  return [...texts]
}

function sorted(texts: readonly OriginalText[]): OriginalText[] {
  return texts.toSorted(([a], [b]) => byCodePoint(a, b))
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split(/\r?\n/)
}
