/** A line that begins a document instead of holding a token; `document` is its id where the line names one. */
export interface DocumentLine {
  readonly document: string | null
}

/**
 * Reads `-DOCSTART-`, alone or with an id in brackets (`-DOCSTART- (8701013)`), and `###MEDLINE:90092414`, each with or without
 * columns after it; null for any other line.
 */
export function documentLineOf(line: string): DocumentLine | null {
  const match = /^-DOCSTART-(?:\s*\(([^()\s]+)\))?(?=\s|$)/.exec(line) ?? /^###MEDLINE:(\S+)/.exec(line)
  return match && { document: match[1] ?? null }
}

/** Whether a line could be one, judged by its first byte. */
export function mayBeDocumentLine(byte: number | undefined): boolean {
  return byte === hyphen || byte === hash
}

const hyphen = '-'.charCodeAt(0)
const hash = '#'.charCodeAt(0)
