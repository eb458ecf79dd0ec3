const quote = 0x22
const backslash = 0x5c

/** What JSON.parse would hide: keys that an object has twice. It keeps the last and tells nobody of the first. */
export interface KeySurvey {
  /** The first key that an object repeats, or null. */
  readonly repeated: string | null
  /** How deep objects and lists lie in each other; `{}` is 1. Not followed further than one above `maxDepth`. */
  readonly depth: number
}

/** Goes through JSON text once without parsing it; text that is no JSON gives some answer and never fails. */
export function surveyKeys(text: string, maxDepth: number): KeySurvey {
  const open: Set<string>[] = []
  let depth = 0
  let last: string | null = null
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) {
      const end = endOfString(text, at)
      last = text.slice(at, end)
      at = end - 1
    } else if (unit === 0x7b || unit === 0x5b) {
      open.push(new Set())
      depth = Math.max(depth, open.length)
      if (depth > maxDepth) return { repeated: null, depth }
    } else if (unit === 0x7d || unit === 0x5d) {
      open.pop()
    } else if (unit === 0x3a && last !== null) {
      const key = decoded(last)
      const keys = open.at(-1)
      if (keys?.has(key)) return { repeated: key, depth }
      keys?.add(key)
      last = null
    }
  }
  return { repeated: null, depth }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === backslash) at++
    else if (unit === quote) return at + 1
  }
  return text.length
}

/** `"\u0061"` and `"a"` are one key. */
function decoded(literal: string): string {
  try {
    return String(JSON.parse(literal))
  } catch {
    return literal
  }
}
