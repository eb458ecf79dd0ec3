import type { ParsedCorpus, Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'
import { excerpt } from '../text.ts'
import type { BiocOptions } from './bioc-corpus.ts'
import { readBiocJson } from './bioc-json.ts'
import { readBiocXml } from './bioc-xml.ts'

/** Reads BioC as XML where the first character is `<`, as JSON where it is a brace. Throws `INPUT` as both do. */
export function readBioc(source: Source, options: BiocOptions = {}): ParsedCorpus {
  // A character cut in two at the end of the head is replaced, and none of our concern.
  const head = new TextDecoder().decode(source.bytes.subarray(0, headBytes)).trimStart()
  if (head.startsWith('<')) return readBiocXml(source, options)
  if (head.startsWith('{') || head === '') return readBiocJson(source, options)
  throw new BenchError(
    'INPUT',
    `${source.name}:1: ${excerpt(head)} begins neither XML nor a JSON object: this is not BioC`,
  )
}

const headBytes = 4096
