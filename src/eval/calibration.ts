import type { Ratio } from '../core/counts.ts'
import type { CalibrationBin } from '../core/record.ts'

const binCount = 10

/**
 * Predicted mentions by score, in ten bins of equal width, each closed above: (0, 0.1], (0.1, 0.2] …, as Guo et al. (2017,
 * On Calibration of Modern Neural Networks) have them; 0 itself is in the first. Mentions without a score are left out.
 */
export function calibrationBins(
  mentions: Iterable<{ readonly score: number | null; readonly correct: boolean }>,
): CalibrationBin[] {
  const bins = Array.from({ length: binCount }, () => ({ mentions: 0, correct: 0, scoreSum: 0 }))
  for (const { score, correct } of mentions) {
    if (score === null) continue
    const bin = bins[Math.max(0, Math.ceil(score * binCount) - 1)]
    if (bin === undefined || !(score >= 0)) throw new Error(`a score lies between 0 and 1, not at ${score}`)
    bin.mentions += 1
    bin.correct += correct ? 1 : 0
    bin.scoreSum += score
  }
  return bins
}

/**
 * Expected calibration error, Σ (nᵦ / n) · |accuracyᵦ − confidenceᵦ| over the bins (Naeini et al. 2015; Guo et al. 2017,
 * equation 3): 0 where mentions with score 0.8 are right in 80% of the cases. Null without any scored mention.
 */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): Ratio {
  const total = bins.reduce((sum, bin) => sum + bin.mentions, 0)
  if (total === 0) return null
  return bins.reduce((sum, bin) => sum + Math.abs(bin.correct - bin.scoreSum), 0) / total
}
