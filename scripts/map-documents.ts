// Which sentences of a CoNLL file make up which document: `node scripts/map-documents.ts ORIGINAL CONLL OUT`.
// ORIGINAL has `PMID|t|title` and `PMID|a|abstract` lines (PubTator, or the NCBI disease corpus as it was released).
import { readFileSync, writeFileSync } from 'node:fs'
import { isSentence, parseConll } from '../src/datasets/format/conll/conll.ts'

export interface DocumentSentences {
  readonly pmid: string
  readonly sentences: number
}

/**
 * The MTL-Bioinformatics-2016 files hold the documents in the order of their PMIDs sorted as strings, without borders. Takes
 * sentences for each document until they have all its characters, spaces aside, and throws where they are not the same
 * characters, or where sentences are left over. A document that the original holds twice is expected once.
 */
export function mapDocuments(original: string, sentences: readonly (readonly string[])[]): DocumentSentences[] {
  let next = 0
  const mapped = [...textsOf(original)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([pmid, text]) => {
      const expected = withoutSpaces(text)
      const first = next
      let found = ''
      while (found.length < expected.length && next < sentences.length) {
        found += withoutSpaces((sentences[next] ?? []).join(''))
        next += 1
      }
      if (found !== expected) throw new Error(`${pmid}: sentences ${first + 1} to ${next} are not its text`)
      return { pmid, sentences: next - first }
    })
  if (next !== sentences.length) throw new Error(`${sentences.length - next} sentences belong to no document`)
  return mapped
}

export function renderDocuments(documents: readonly DocumentSentences[]): string {
  return `pmid\tsentences\n${documents.map(({ pmid, sentences }) => `${pmid}\t${sentences}\n`).join('')}`
}

export function sentencesOf(name: string, bytes: Uint8Array): (readonly string[])[] {
  const file = parseConll({ name, bytes }, { columns: 'tag', separator: 'tab' })
  return file.sentences.filter(isSentence).map(sentence => sentence.tokens)
}

function textsOf(original: string): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [, pmid = '', part, text = ''] of original.matchAll(/^(\d+)\|([ta])\|(.*)$/gm)) {
    texts.set(pmid, part === 't' ? text : `${texts.get(pmid) ?? ''} ${text}`)
  }
  return texts
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '')
}

if (import.meta.main) {
  const [original, conll, out] = process.argv.slice(2)
  if (!original || !conll || !out) throw new Error('usage: node scripts/map-documents.ts ORIGINAL CONLL OUT')
  const documents = mapDocuments(readFileSync(original, 'utf8'), sentencesOf(conll, readFileSync(conll)))
  writeFileSync(out, renderDocuments(documents))
  console.log(`${out}: ${documents.length} documents`)
}
