import type { z } from 'zod'
import { BenchError } from '../../../core/error.ts'
import { linesOf } from '../lines.ts'
import { excerpt } from '../text.ts'

export interface JsonLine {
  readonly line: number
  readonly value: unknown
}

/** The JSON value of each line that is not empty, with its number. Throws `INPUT` with file and line. */
export function* jsonLinesOf(name: string, text: string): Generator<JsonLine> {
  for (const { line, text: content } of linesOf(name, text)) {
    if (content.trim() !== '') yield { line, value: parseLine(name, line, content.trim()) }
  }
}

/** Throws `INPUT`, naming file, line and field, where the value is not what the schema says. */
export function checkLine<T>(schema: z.ZodType<T>, name: string, { line, value }: JsonLine): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  throw new BenchError('INPUT', `${name}:${line}: ${field ? `${field.slice(1)}: ` : ''}${issue?.message}`)
}

function parseLine(name: string, line: number, content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (cause) {
    throw new BenchError('INPUT', `${name}:${line}: not JSON: ${excerpt(content)}`, { cause })
  }
}
