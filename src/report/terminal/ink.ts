/** How a terminal sets off text; every function is the identity where colours are not wanted. */
export interface Ink {
  bold(text: string): string
  dim(text: string): string
}

export function inkOf(colours: boolean): Ink {
  const wrap = (on: number, off: number) => (text: string) => (colours ? `\u001b[${on}m${text}\u001b[${off}m` : text)
  return { bold: wrap(1, 22), dim: wrap(2, 22) }
}
