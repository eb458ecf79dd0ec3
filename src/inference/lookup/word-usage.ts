import type { Input } from '../../core/passage.ts'
import type { StageSeconds, Usage } from '../../core/tagger.ts'
import { hashBatches } from '../batching/batches.ts'
import { type Gauges, processGauges, startLaps } from '../gauges.ts'
import { wordSpansOf } from './word-parts.ts'

/**
 * Measures a tagger that reads words and has no windows: each passage is one window and one batch, in the order given, and
 * its words are its pieces, none of them padding.
 */
export function startWordUsage(clock: () => number) {
  const gauges: Gauges = { ...processGauges, seconds: clock }
  const processorBegan = gauges.processorSeconds()
  const laps = startLaps(gauges.seconds)
  return {
    end: (stage: keyof StageSeconds): void => laps.end(stage),
    async stop(inputs: readonly Input[]): Promise<Usage> {
      const { stages, wallSeconds } = laps.stop()
      const processorSeconds = gauges.processorSeconds() - processorBegan
      const batches = inputs.map((input, index) => ({ windows: [index], width: wordSpansOf(input).length }))
      const pieces = batches.reduce((sum, { width }) => sum + width, 0)
      return {
        stages,
        wallSeconds,
        processorSeconds,
        windows: batches.length,
        batches: batches.length,
        usefulPieces: pieces,
        paddedPieces: pieces,
        planHash: await hashBatches(batches, index => `${inputs[index]?.id} 0`),
        peakMemoryBytes: gauges.peakMemoryBytes(),
        truncated: [],
        wordsWithoutPieces: 0,
      }
    },
  }
}
