import { expect, test } from 'vitest'
import { calibrationBins, expectedCalibrationError } from '../../src/eval/calibration.ts'

test('ten bins, each closed above; 0 is in the first', () => {
  const scores = [0, 0.05, 0.1, 0.1000001, 0.3, 0.6, 0.7, 0.999, 1]
  const bins = calibrationBins(scores.map(score => ({ score, correct: score > 0.5 })))
  expect(bins.map(bin => bin.mentions)).toEqual([3, 1, 1, 0, 0, 1, 1, 0, 0, 2])
  expect(bins.map(bin => bin.correct)).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 2])
  expect(bins[9]?.scoreSum).toBeCloseTo(1.999, 12)
})

test('every tenth is the upper border of its bin, in floating point too', () => {
  for (let k = 1; k <= 10; k += 1) {
    const bins = calibrationBins([{ score: k / 10, correct: true }])
    expect(bins.findIndex(bin => bin.mentions === 1)).toBe(k - 1)
  }
})

test('the expected calibration error weighs the gaps of the bins by their mentions', () => {
  const bins = calibrationBins([
    { score: 0.8, correct: true },
    { score: 0.8, correct: false },
    { score: 0.95, correct: true },
    { score: 0.25, correct: false },
    { score: null, correct: true },
  ])
  const expected = (2 / 4) * Math.abs(1 / 2 - 0.8) + (1 / 4) * 0.05 + (1 / 4) * 0.25
  expect(expectedCalibrationError(bins)).toBeCloseTo(expected, 14)
})

test('perfectly calibrated is 0, and nothing to judge is null', () => {
  expect(expectedCalibrationError(calibrationBins([{ score: 1, correct: true }]))).toBe(0)
  expect(expectedCalibrationError(calibrationBins([{ score: null, correct: true }]))).toBeNull()
  expect(expectedCalibrationError([])).toBeNull()
})

test.each([1.01, -0.01, Number.NaN])('a score of %d is a bug', score => {
  expect(() => calibrationBins([{ score, correct: true }])).toThrow(/between 0 and 1/)
})
