/** Times the interval of micro-F1 for corpora of several sizes. Run with `npm run bench:bootstrap`. */
import { bootstrapDraws, bootstrapF1 } from '../../src/eval/bootstrap.ts'

const repetitions = 7

for (const documents of [100, 1_000, 5_000, 20_000, 40_000]) {
  const units = Array.from({ length: documents }, (_, i) => ({
    truePositives: (i * 7) % 9,
    falsePositives: i % 3,
    falseNegatives: i % 4,
  }))
  const times = Array.from({ length: repetitions }, (_, seed) => {
    const start = performance.now()
    bootstrapF1(units, { seed })
    return performance.now() - start
  })
  const [first = 0] = times
  const median = times.sort((a, b) => a - b)[(repetitions - 1) / 2] ?? 0
  console.log(
    `${documents} documents × ${bootstrapDraws} draws: ${median.toFixed(0)} ms (median of ${repetitions}; first ${first.toFixed(0)} ms)`,
  )
}
