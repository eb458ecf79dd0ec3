import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PriorBook } from '../../src/prior/prior.ts'
import { parsePriorBook } from '../../src/prior/schema.ts'

const folder = join(import.meta.dirname, '..', '..', 'assets', 'prior')

/** The parsed JSON of one file under `assets/prior/`. */
export function priorAsset(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

/** The book that ships. */
export function shippedPriors(): PriorBook {
  return parsePriorBook({
    sources: priorAsset('sources.json'),
    results: priorAsset('results.json'),
    corpora: priorAsset('corpora.json'),
  })
}
