import { z } from 'zod'
import { readShippedJson } from '../../store/assets.ts'

const sentence = z.string().min(1)
const ratio = z.number().min(0).max(1)

const schema = z.object({
  format: z.literal('bioner-bench/openmed-claims@1'),
  table: z.array(
    z.object({
      corpus: sentence,
      bestModel: sentence.nullable(),
      bestModelF1: ratio.nullable(),
      bestModelSource: sentence.nullable(),
    }),
  ),
  cards: z.array(
    z.object({
      corpus: sentence,
      kind: z.enum(['leaderboard', 'own-card']),
      rank: z.int().positive().nullable(),
      model: sentence,
      f1: ratio.nullable(),
      source: sentence,
    }),
  ),
  testResults: z.array(z.object({ corpus: sentence, model: sentence, f1: ratio, source: sentence })),
})

/** A figure that its makers, or somebody who quotes them, give for a model. None of them was measured by this program. */
export interface ClaimedScore {
  /** The repository's name, without its owner. */
  readonly model: string
  readonly corpus: string
  /** 0–1, with as many digits as the source has. */
  readonly f1: number
  /** In words. */
  readonly statedAs: string
  /** The key of the source in `assets/prior/sources.json`. */
  readonly source: string
}

/** Every figure for a single OpenMed model that is on record. Throws `ASSET`. */
export async function readClaimedScores(): Promise<ClaimedScore[]> {
  const { table, cards, testResults } = await readShippedJson('assets/prior/openmed.json', schema)
  return [
    ...testResults.map(row => ({ ...row, statedAs: 'test_results.json of the model' })),
    ...cards.flatMap(({ kind, rank, f1, ...row }) =>
      f1 === null
        ? []
        : [{ ...row, f1, statedAs: kind === 'own-card' ? 'own figure' : `rank ${rank} of a model card` }],
    ),
    ...table.flatMap(({ corpus, bestModel, bestModelF1, bestModelSource }) =>
      bestModel === null || bestModelF1 === null || bestModelSource === null
        ? []
        : [{ model: bestModel, corpus, f1: bestModelF1, statedAs: 'best of its family', source: bestModelSource }],
    ),
  ].map(({ model, corpus, f1, statedAs, source }) => ({ model, corpus, f1, statedAs, source }))
}
