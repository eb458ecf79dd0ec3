import type { ParsedCorpus, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { nameOf } from '../../pairing/pair-passages.ts'
import { readBc2gm } from './bc2gm.ts'
import { readChemdner } from './chemdner.ts'
import { readLinnaeus } from './linnaeus.ts'
import { readS800 } from './s800.ts'

/** A folder as BC2GM is released: one `.in` and one `.eval` (besides `ALTGENE.eval`, whose alternatives exact scores do not accept). */
export function bc2gmFolder(sources: readonly Source[]): ParsedCorpus {
  return readBc2gm({
    sentences: only(sources, /\.in$/, 'a file that ends in .in'),
    gold: only(sources, /(?<!ALT[A-Z]*)\.eval$/, 'a file that ends in .eval'),
  })
}

/** A folder with one `abstracts.txt` and one `annotations.txt`, whatever stands before these names. */
export function chemdnerFolder(sources: readonly Source[]): ParsedCorpus {
  return readChemdner({
    abstracts: only(sources, /abstracts\.txt$/, 'a file that ends in abstracts.txt'),
    annotations: only(sources, /annotations\.txt$/, 'a file that ends in annotations.txt'),
  })
}

/** A folder with `tags.tsv`, or else `filtered_tags.tsv`, and texts in `txt/`. */
export function linnaeusFolder(sources: readonly Source[]): ParsedCorpus {
  const all = sources.filter(source => /(^|[\\/])tags\.tsv$/.test(source.name))
  const tags = all.length > 0 ? all : sources.filter(source => /filtered_tags\.tsv$/.test(source.name))
  return readLinnaeus({
    tags: only(tags, /tags\.tsv$/, 'tags.tsv or filtered_tags.tsv'),
    texts: sources.filter(source => /(^|[\\/])txt[\\/][^\\/]+\.txt$/.test(source.name)),
  })
}

/** A folder with `S800.tsv`, `pubmedid.tsv`, and texts in `abstracts/`. */
export function s800Folder(sources: readonly Source[]): ParsedCorpus {
  return readS800({
    mentions: only(sources, /(^|[\\/])S800\.tsv$/, 'S800.tsv'),
    pubmed: only(sources, /(^|[\\/])pubmedid\.tsv$/, 'pubmedid.tsv'),
    texts: sources.filter(source => /(^|[\\/])abstracts[\\/][^\\/]+\.txt$/.test(source.name)),
  })
}

function only(sources: readonly Source[], pattern: RegExp, what: string): Source {
  const [first, second] = sources.filter(source => pattern.test(source.name))
  if (first !== undefined && second === undefined) return first
  const found = first === undefined ? 'none' : `${first.name} and ${second?.name}`
  throw new BenchError('INPUT', `${nameOf(sources)}: expected ${what}, and one only; there is ${found}`)
}
