import { type Decoding, type Scheme, schemes } from '../../core/convention.ts'
import { BenchError } from '../../core/error.ts'
import type { Notation } from '../../tags/alphabet.ts'

const averages = ['micro', 'macro', 'weighted', null] as const
export type Average = (typeof averages)[number]

/** What a 0/0 becomes. `'warn'` is 0: a library prints nothing of its own accord. */
export type ZeroDivision = 'warn' | 0 | 1

/** Without `mode`, tags are read as conlleval does, and a scheme is not looked at. `mode: 'strict'` needs a scheme. */
export type ModeOptions =
  | { readonly mode?: null | undefined; readonly scheme?: Scheme | null | undefined }
  | { readonly mode: 'strict'; readonly scheme: Scheme }

export type CountOptions = ModeOptions & {
  /** Tags carry their mark at the end: `Disease-B`. */
  readonly suffix?: boolean | undefined
}

export type ScoreOptions<A extends Average> = CountOptions & {
  readonly average?: A | undefined
  readonly zeroDivision?: ZeroDivision | undefined
}

/** Throws BenchError('ARGUMENT') where Python would fall back in silence. */
export function decodingOf(options: ModeOptions): Decoding {
  const { mode, scheme } = options
  if (mode !== undefined && mode !== null && mode !== 'strict') {
    throw new BenchError('ARGUMENT', `mode ${JSON.stringify(mode)}: there is 'strict', or no mode for conlleval's way`)
  }
  if (scheme !== undefined && scheme !== null && !schemes.includes(scheme)) {
    throw new BenchError('ARGUMENT', `scheme ${JSON.stringify(scheme)}: not one of ${schemes.join(', ')}`)
  }
  if (mode !== 'strict') return { matching: 'conlleval' }
  if (scheme === undefined || scheme === null) {
    throw new BenchError('ARGUMENT', `mode 'strict' needs a scheme: one of ${schemes.join(', ')}`)
  }
  return { matching: 'strict', scheme }
}

export function notationOf(options: { readonly suffix?: boolean | undefined }): Notation {
  return options.suffix === true ? 'suffix' : 'prefix'
}

export function checkAverage(average: Average): void {
  if (averages.includes(average)) return
  throw new BenchError('ARGUMENT', `average ${JSON.stringify(average)}: not one of 'micro', 'macro', 'weighted', null`)
}

export function checkZeroDivision(zeroDivision: ZeroDivision): void {
  if (zeroDivision === 'warn' || zeroDivision === 0 || zeroDivision === 1) return
  throw new BenchError('ARGUMENT', `zeroDivision ${JSON.stringify(zeroDivision)}: not one of 'warn', 0, 1`)
}
