import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { BenchError } from '../core/error.ts'
import type { PassageId } from '../core/passage.ts'
import type { Prediction, WordPrediction } from '../core/prediction.ts'

const headerSchema = z.strictObject({
  format: z.literal('bioner-bench/predictions@1'),
  offsets: z.literal('utf16'),
  /** Labels that `words` refers to by position. */
  labels: z.array(z.string()),
})

const number = z.number().nullable()
const lineSchema = z.strictObject({
  id: z.string().min(1),
  mentions: z.array(
    z.strictObject({
      start: z.int().nonnegative(),
      end: z.int().positive(),
      type: z.string(),
      score: number,
      margin: number,
    }),
  ),
  /** One `[label, margin, score]` a word. */
  words: z.array(z.tuple([z.int().nonnegative(), number, number])).nullable(),
})

/** Content of `predictions.jsonl.gz`: a line that names format, offset unit and labels, then one line a passage. */
export function encodePredictions(predictions: readonly Prediction[]): Uint8Array {
  const labels = new Map<string, number>()
  const lines = predictions.map(({ id, mentions, words }) =>
    JSON.stringify({ id, mentions, words: words?.map(word => encodeWord(word, labels)) ?? null }),
  )
  const header = { format: 'bioner-bench/predictions@1', offsets: 'utf16', labels: [...labels.keys()] }
  return gzipSync(`${JSON.stringify(header)}\n${lines.map(line => `${line}\n`).join('')}`, { level: 9 })
}

/** Throws `RECORD`, naming file and line, where the content is not what `encodePredictions` writes. */
export function decodePredictions(name: string, bytes: Uint8Array): Prediction[] {
  const [first, ...lines] = unzipLines(name, bytes)
  const { labels } = parseLine(headerSchema, first ?? '', name, 1)
  const seen = new Set<string>()
  return lines.map((line, index) => {
    const { id, mentions, words } = parseLine(lineSchema, line, name, index + 2)
    if (seen.has(id)) throw new BenchError('RECORD', `${name}:${index + 2}: duplicated id ${JSON.stringify(id)}`)
    seen.add(id)
    const decoded = words?.map(([label, margin, score]): WordPrediction => {
      const text = labels[label]
      if (text === undefined) {
        throw new BenchError(
          'RECORD',
          `${name}:${index + 2}: label ${label} is not among the ${labels.length} of line 1`,
        )
      }
      return { label: text, margin, score }
    })
    return { id: id as PassageId, mentions, words: decoded ?? null }
  })
}

/** Lines of a text, gzipped or unpacked already, without the empty one at the end. */
export function unzipLines(name: string, bytes: Uint8Array): string[] {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(unpack(bytes))
  } catch (cause) {
    throw new BenchError('RECORD', `${name}: not a complete gzip file of UTF-8 text`, { cause })
  }
  const lines = text.split('\n')
  if (lines.pop() !== '') throw new BenchError('RECORD', `${name}: the last line is cut off`)
  return lines
}

function unpack(bytes: Uint8Array): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  return isGzip ? gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes }) : bytes
}

/** One JSON line against its schema; the error names file and line. */
export function parseLine<T>(schema: z.ZodType<T>, line: string, name: string, number: number): T {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new BenchError('RECORD', `${name}:${number}: not JSON`)
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new BenchError('RECORD', `${name}:${number}: ${issue?.path.join('.') || 'the line'}: ${issue?.message}`)
}

/** A gzip of a few kilobytes can unpack to gigabytes; a real file of predictions stays far below this. */
const maxUnpackedBytes = 2 ** 31 - 1

function encodeWord({ label, margin, score }: WordPrediction, labels: Map<string, number>) {
  let index = labels.get(label)
  if (index === undefined) {
    index = labels.size
    labels.set(label, index)
  }
  return [index, margin, score]
}
