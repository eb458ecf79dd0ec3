/** What a user can act on. Anything that is not a `BenchError` is a bug of ours and keeps its stack. */
export type ErrorCode =
  | 'ARGUMENT' // the command or call itself is wrong
  | 'INPUT' // a file handed in cannot be read as what it claims to be
  | 'ASSET' // a file that ships with the package is missing or changed
  | 'MODEL' // a model, tokenizer or label map that cannot be used
  | 'DEVICE' // the device that was asked for cannot be had
  | 'FALLBACK' // the device is there, but part of the model would run on another one
  | 'INFERENCE' // the session failed, or its process died
  | 'RECORD' // a stored record, prediction or suite that does not validate
  | 'OUTPUT' // a place that cannot be written

interface BenchErrorOptions extends ErrorOptions {
  readonly reason?: string | null
}

/** An error with a remedy: the message says where, what, and what would have been right. */
export class BenchError extends Error {
  readonly code: ErrorCode
  /** What went wrong, by itself: for who says in other words where, and what to do. null where the message says it best. */
  readonly reason: string | null

  constructor(code: ErrorCode, message: string, { reason = null, ...options }: BenchErrorOptions = {}) {
    super(message, options)
    this.name = 'BenchError'
    this.code = code
    this.reason = reason
  }
}
