import { z } from 'zod'

const sentence = z.string().min(1)
const sentences = z.array(sentence)
const ratio = z.number().min(0).max(1)
const count = z.int().nonnegative()

const paper = z.strictObject({
  title: sentence,
  arxiv: sentence,
  version: sentence,
  author: sentence,
  source: sentence,
  datasetOrderTable4: sentences,
  claim: sentence,
  evaluation: z.strictObject({
    metric: sentence,
    scheme: sentence,
    maxLength: count,
    overlapTokens: count,
    splits: sentence,
    modelSelection: sentence,
    runs: sentence,
    significance: sentence,
    notStated: sentences,
  }),
  dapt: z.looseObject({ passages: count, tokens: sentence }),
  backbones: z.array(z.strictObject({ name: sentence, frozen: sentence, trainable: sentence })),
  finetune: z.looseObject({ method: sentence }),
  hpo: z.looseObject({ trials: count }),
  hardware: z.strictObject({ server: sentence, software: sentence, sweep: sentence }),
  carbon: z.strictObject({
    formula: sentence,
    pue: z.number().nullable(),
    benchmarkSweepClaim: sentence,
    inconsistentWith: sentence,
  }),
  latency: z.null(),
  ablations: sentence,
  limitations: sentences,
  contradictions: sentences,
})

const tableRow = z.strictObject({
  corpus: sentence,
  /** The paper's own difference to its prior, in points. The figure itself is a row of `results.json`. */
  deltaPoints: z.number().nullable(),
  bestModel: sentence.nullable(),
  bestModelF1: ratio.nullable(),
  bestModelSource: sentence.nullable(),
  cardNote: sentence.nullable(),
})

const measures = {
  f1: ratio.nullable(),
  precision: ratio.nullable(),
  recall: ratio.nullable(),
  accuracy: ratio.nullable(),
}

/** The OpenMed NER paper, its model cards and its repository, as they were read: the claims that an audit checks. */
export const openmedClaimsFile = z.strictObject({
  format: z.literal('bioner-bench/openmed-claims@1'),
  paper,
  table: z.array(tableRow),
  cards: z.array(
    z.strictObject({
      corpus: sentence,
      kind: z.enum(['leaderboard', 'own-card']),
      rank: z.int().positive().nullable(),
      model: sentence,
      ...measures,
      source: sentence,
    }),
  ),
  testResults: z.array(
    z.strictObject({ corpus: sentence, model: sentence, ...measures, loss: z.number(), source: sentence }),
  ),
  repository: z.strictObject({
    commit: z.string().regex(/^[0-9a-f]{40}$/),
    date: z.iso.date(),
    manifestRows: count,
    nerRows: count,
    nerBase: count,
    nerOnnx: count,
    nerMlx: count,
    families: z.record(z.string(), z.strictObject({ pytorch: count, mlx: count, onnx: count })),
    sizeClasses: z.record(z.string(), sentence),
    onnxNaming: sentence,
  }),
})

/** Published cross-corpus results: never to be set beside in-corpus F1. */
export const crossCorpusFile = z.strictObject({
  format: z.literal('bioner-bench/cross-corpus@1'),
  hunflair: z.strictObject({ source: sentence }),
  hunflair2: z.strictObject({
    source: sentence,
    metric: sentence,
    f1Percent: z.record(z.string(), z.record(z.string(), z.number().min(0).max(100))),
  }),
})
