import type { Convention, Decoding } from '../core/convention.ts'

/** Rises when the same signature would come to mean another number. */
export const conventionVersion = 1

/**
 * A convention in one line that can be pasted into a paper, as sacreBLEU does it. Different conventions have different
 * signatures. `unstated`: the predictions came from a file that does not say; `decode:spans`: no tags were decoded.
 */
export function signatureOf(convention: Convention): string {
  const { unit, decoding, span, subword, words, window } = convention
  return [
    `unit:${unit}`,
    `decode:${decodingName(decoding)}`,
    `span:${span}`,
    `subword:${subword ?? 'unstated'}`,
    `words:${words ?? 'unstated'}`,
    `window:${window === null ? 'none' : `${window.pieces}/${window.overlap}`}`,
    'avg:micro',
    `v:${conventionVersion}`,
  ].join('|')
}

function decodingName(decoding: Decoding | null): string {
  if (decoding === null) return 'spans'
  return decoding.matching === 'strict' ? `strict-${decoding.scheme}` : 'conlleval'
}
