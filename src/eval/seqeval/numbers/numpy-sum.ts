/**
 * The sum of doubles in the order in which numpy adds them (pairwise summation, `DOUBLE_pairwise_sum`), so that a mean
 * has the same last bit as in Python and a report the same last digit.
 */
export function numpySum(values: readonly number[]): number {
  const n = values.length
  if (n < 8) return values.reduce((sum, value) => sum + value, 0)
  if (n > 128) {
    const half = Math.floor(n / 2)
    const middle = half - (half % 8)
    return numpySum(values.slice(0, middle)) + numpySum(values.slice(middle))
  }
  const whole = n - (n % 8)
  const lanes = values.slice(0, 8)
  for (let i = 8; i < whole; i += 1) lanes[i % 8] = (lanes[i % 8] ?? 0) + (values[i] ?? 0)
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = lanes
  return values.slice(whole).reduce((sum, value) => sum + value, a + b + (c + d) + (e + f + (g + h)))
}
