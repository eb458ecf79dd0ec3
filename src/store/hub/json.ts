/** The value of a JSON text; null where it is none, which no schema here takes. */
export function parseJsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
