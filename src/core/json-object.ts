/** An object for JSON output whose keys are data (types, labels): no prototype, so `__proto__` is a key like any other. */
export function jsonObject<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const object = Object.create(null) as Record<string, T>
  for (const [key, value] of entries) object[key] = value
  return object
}
