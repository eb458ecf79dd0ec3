/** A name from a file as it may stand in a message: one line, at most 120 characters, control characters escaped. */
export function quoted(name: string): string {
  return JSON.stringify(name.length <= 120 ? name : `${name.slice(0, 119)}…`)
}
