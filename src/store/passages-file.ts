import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { TypeCounts } from '../core/counts.ts'
import { BenchError } from '../core/error.ts'
import type { DocumentId, PassageId } from '../core/passage.ts'
import type { PassageResult } from '../core/record.ts'
import { parseLine, unzipLines } from './predictions-file.ts'

const headerSchema = z.strictObject({
  format: z.literal('bioner-bench/passages@1'),
  /** Conventions of `counts`, in order: the record's `scores`. */
  signatures: z.array(z.string().min(1)),
})

const count = z.int().nonnegative()
/** `[type, true positives, false positives, false negatives]` */
const countsRows = z.array(z.tuple([z.string(), count, count, count]))
const lineSchema = z.strictObject({
  id: z.string().min(1),
  document: z.string().min(1).nullable(),
  /** For each convention; types without any are left out. */
  counts: z.array(countsRows),
  latencySeconds: z.number().nonnegative().nullable(),
  /** Where raw text was read as in deployment too: counts of both readings, in the same form. */
  readings: z.tuple([countsRows, countsRows]).optional(),
})

/** Content of `passages.jsonl.gz`: a line that names format and conventions, then one line a passage. */
export function encodePassages(passages: readonly PassageResult[], signatures: readonly string[]): Uint8Array {
  const header = { format: 'bioner-bench/passages@1', signatures }
  const lines = passages.map(({ id, document, counts, latencySeconds, readings }) =>
    JSON.stringify({
      ...{ id, document, counts: counts.map(types => types.map(encodeCounts)), latencySeconds },
      readings: readings?.map(types => types.map(encodeCounts)),
    }),
  )
  return gzipSync(`${[JSON.stringify(header), ...lines].join('\n')}\n`, { level: 9 })
}

/** Throws `RECORD`, naming file and line, where the content is not what `encodePassages` writes. */
export function decodePassages(name: string, bytes: Uint8Array, signatures: readonly string[]): PassageResult[] {
  const [first, ...lines] = unzipLines(name, bytes)
  const header = parseLine(headerSchema, first ?? '', name, 1)
  if (header.signatures.join('\n') !== signatures.join('\n')) {
    throw new BenchError('RECORD', `${name}:1: its conventions are not those of record.json`)
  }
  return lines.map((text, index) => {
    const line = parseLine(lineSchema, text, name, index + 2)
    if (line.counts.length !== signatures.length) {
      throw new BenchError(
        'RECORD',
        `${name}:${index + 2}: counts for ${line.counts.length} conventions, expected ${signatures.length}`,
      )
    }
    return {
      id: line.id as PassageId,
      document: line.document as DocumentId | null,
      counts: line.counts.map(types => types.map(decodeCounts)),
      latencySeconds: line.latencySeconds,
      ...(line.readings && { readings: decodeReadings(line.readings) }),
    }
  })
}

type CountsRow = readonly [type: string, truePositives: number, falsePositives: number, falseNegatives: number]

function decodeReadings([paper, deployed]: readonly [readonly CountsRow[], readonly CountsRow[]]) {
  return [paper.map(decodeCounts), deployed.map(decodeCounts)] as const
}

function encodeCounts({ type, truePositives, falsePositives, falseNegatives }: TypeCounts): CountsRow {
  return [type, truePositives, falsePositives, falseNegatives]
}

function decodeCounts([type, truePositives, falsePositives, falseNegatives]: CountsRow): TypeCounts {
  return { type, truePositives, falsePositives, falseNegatives }
}
