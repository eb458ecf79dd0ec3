import type { Source } from '../../core/corpus.ts'
import { documentLineOf } from './conll/document-line.ts'
import type { FormatId } from './index.ts'

/** The format of a file, or of the files of a folder, judged by their names and by how the first one begins. */
export function detectFormat(sources: readonly Source[]): FormatId {
  const [first, second] = sources
  if (first === undefined) return 'conll'
  return formatOfNames(sources.map(source => source.name)) ?? (second === undefined ? formatOfFile(first) : 'conll')
}

/** What only a folder can be. */
function formatOfNames(names: readonly string[]): FormatId | null {
  const some = (pattern: RegExp) => names.some(name => pattern.test(name))
  if (some(/\.(ann|a1)$/i) && some(/\.txt$/i)) return 'brat'
  if (some(/(^|[\\/])Basedata\.uri$/)) return 'mmax2'
  if (some(/\.in$/) && some(/\.eval$/)) return 'bc2gm'
  if (some(/abstracts\.txt$/) && some(/annotations\.txt$/)) return 'chemdner'
  if (some(/(^|[\\/])(filtered_)?tags\.tsv$/) && some(/\.txt$/)) return 'linnaeus'
  if (some(/(^|[\\/])S800\.tsv$/) && some(/\.txt$/)) return 's800'
  if (some(/\.nersuite$/)) return 'nersuite'
  return names.length > 0 && names.every(name => /\.parquet$/i.test(name)) ? 'parquet' : null
}

function formatOfFile({ name, bytes }: Source): FormatId {
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(name)) return 'jsonl'
  // Only the beginning is looked at; it may end inside a character, which the lenient decoder replaces.
  const head = new TextDecoder().decode(bytes.subarray(0, headBytes))
  if (head.startsWith('PAR1')) return 'parquet'
  const line = head.split('\n').find(text => text.trim() !== '') ?? ''
  if (/^\s*<(\?xml|!DOCTYPE|collection)\b/.test(line)) return 'bioc'
  if (/^[^|\t]+\|t\|/.test(line)) return 'pubtator'
  if (documentLineOf(line) !== null || !/^\s*\{\s*("|\}?\s*$)/.test(line)) return 'conll'
  return /"(documents|passages)"\s*:/.test(head) ? 'bioc' : 'jsonl'
}

const headBytes = 4096
