import type { Passage } from '../../core/passage.ts'
import type { PassagePair } from '../../core/survey/overlap.ts'

const longestExample = 300

export function passagePair(a: Passage, b: Passage, similarity: number): PassagePair {
  return { a: a.id, b: b.id, similarity, texts: [cutText(a.text), cutText(b.text)] }
}

/** The beginning of a text, with `…` where there is more; no character is cut in two. */
export function cutText(text: string): string {
  if (text.length <= longestExample) return text
  return `${text.slice(0, longestExample).replace(/[\ud800-\udbff]$/, '')}…`
}
