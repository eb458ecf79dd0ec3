/**
 * What is compared of a text: Unicode form NFC, lower case, no white space. So tokenisation, line breaks and capitals make no
 * difference (`IL-2` is `IL - 2`), and every other character does.
 */
export function comparedText(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, '')
}

/** Equal texts have equal numbers, from 0, in the order in which they are first met; `count` says how many there are. */
export interface TextNumbers {
  readonly of: Int32Array
  readonly count: number
}

/** Numbers texts; exact, since a map compares the strings themselves. */
export function numberTexts(texts: Iterable<string>, length: number): TextNumbers {
  const numbers = new Map<string, number>()
  const of = new Int32Array(length)
  let at = 0
  for (const text of texts) {
    const known = numbers.get(text)
    if (known === undefined) numbers.set(text, numbers.size)
    of[at] = known ?? numbers.size - 1
    at += 1
  }
  return { of, count: numbers.size }
}

/** The places at which each number stands, in rising order: those of number n are `places[from[n]]` up to `places[from[n + 1]]`. */
export interface Places {
  readonly from: Int32Array
  readonly places: Int32Array
}

export function placesOf({ of, count }: TextNumbers): Places {
  const from = new Int32Array(count + 1)
  for (const number of of) from[number + 1] = (from[number + 1] ?? 0) + 1
  for (let number = 0; number < count; number++) from[number + 1] = (from[number + 1] ?? 0) + (from[number] ?? 0)
  const next = from.slice()
  const places = new Int32Array(of.length)
  of.forEach((number, place) => {
    const slot = next[number] ?? 0
    places[slot] = place
    next[number] = slot + 1
  })
  return { from, places }
}
