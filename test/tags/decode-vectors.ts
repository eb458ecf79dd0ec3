import { readFileSync } from 'node:fs'
import { type Decoding, schemes } from '../../src/core/convention.ts'
import { BenchError } from '../../src/core/error.ts'
import { decode } from '../../src/tags/decode.ts'

/** One line of `decode.jsonl`: what seqeval finds in `tags`. */
export interface DecodeVector {
  readonly id: string
  readonly scheme: string
  readonly kind: string
  readonly tags: readonly (readonly string[])[]
  readonly suffix?: true
  readonly entities: readonly (readonly [string, number, number][])[] | null
  readonly error?: string
  readonly errorSentence?: number
  readonly crossesSentences?: true
}

export function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as T)
}

export function decodingOf(scheme: string): Decoding {
  const strict = schemes.find(name => name === scheme)
  return strict === undefined ? { matching: 'conlleval' } : { matching: 'strict', scheme: strict }
}

const alphabets: Readonly<Record<string, string>> = {
  lenient: 'BIES',
  IOB1: 'BI',
  IOB2: 'BI',
  IOE1: 'IE',
  IOE2: 'IE',
  IOBES: 'BIES',
  BILOU: 'BILU',
}

/** The documented refusal that a tag meets, told apart without the code under test; null for a tag that is read. */
export function refusalOf(tag: string, scheme: string, suffix: boolean): string | null {
  const alphabet = alphabets[scheme]
  const well = (marks: string) => new RegExp(suffix ? `^(.*-)?[${marks}]$` : `^[${marks}](-.*)?$`, 'su').test(tag)
  if (tag === 'O' || well(alphabet ?? '')) return null
  return well('BIESLU') ? 'mark of another scheme' : 'not a tag'
}

/** What became of a vector: `equal`, a documented refusal, or a sentence that says what is wrong. */
export function outcomeOf(vector: DecodeVector): string {
  const suffix = vector.suffix === true
  const refusals = vector.tags.flat().map(tag => refusalOf(tag, vector.scheme, suffix))
  const refusal = refusals.find(kind => kind !== null)
  try {
    const found = vector.tags.map(tags =>
      decode(tags, decodingOf(vector.scheme), suffix ? 'suffix' : 'prefix').map(s => [s.type, s.start, s.end]),
    )
    if (refusal) return `${vector.id}: not refused, though it holds a ${refusal}`
    return JSON.stringify(found) === JSON.stringify(vector.entities)
      ? 'equal'
      : `${vector.id}: ${JSON.stringify(found)}`
  } catch (error) {
    if (!(error instanceof BenchError && error.code === 'INPUT')) throw error
    if (!refusal) return `${vector.id}: refused: ${error.message}`
    if (vector.error) return 'refused by both'
    return `refused by us: ${refusal}${vector.crossesSentences ? ', across sentences' : ''}`
  }
}

export function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}
