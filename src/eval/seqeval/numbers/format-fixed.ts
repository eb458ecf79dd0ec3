/**
 * A number from 0 to 1 with so many decimals, as Python's `format` rounds: the exact value to the nearest decimal, a
 * tie to the even one (0.125 is 0.12, where `toFixed` says 0.13).
 */
export function formatFixed(value: number, digits: number): string {
  const rounded = value.toFixed(digits)
  const [whole = '', fraction = ''] = value.toFixed(100).split('.')
  if (!/^50*$/.test(fraction.slice(digits))) return rounded
  const cut = digits === 0 ? whole : `${whole}.${fraction.slice(0, digits)}`
  return Number(cut.at(-1)) % 2 === 0 ? cut : rounded
}
