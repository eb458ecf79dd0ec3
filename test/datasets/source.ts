import type { Source } from '../../src/core/corpus.ts'
import { BenchError } from '../../src/core/error.ts'

/** A file that exists in memory only. */
export function sourceOf(content: string | Uint8Array, name = 'file'): Source {
  return { name, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }
}

/** The message of the error for bad input that `run` throws; anything else that happens fails the test. */
export function refusalOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof BenchError && error.code === 'INPUT') return error.message
    throw error
  }
  throw new Error('nothing was refused')
}
