import { z } from 'zod'
import type { PriorBook } from '../prior/prior.ts'
import { parsePriorBook } from '../prior/schema.ts'
import { readShippedJson } from '../store/assets.ts'

/** Published results as the package has them. Throws `ASSET`, naming the file. */
export async function readPriorBook(): Promise<PriorBook> {
  const [sources, results, corpora] = await Promise.all(
    ['sources', 'results', 'corpora'].map(name => readShippedJson(`assets/prior/${name}.json`, z.unknown())),
  )
  return parsePriorBook({ sources, results, corpora })
}
