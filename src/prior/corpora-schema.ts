import { z } from 'zod'

const sentence = z.string().min(1)
const count = z.int().nonnegative()
const splitCounts = { train: count, dev: count, test: count }

/** What was found out about the corpora of the OpenMed paper: its counts and names beside those of the public files. */
export const corporaFile = z.strictObject({
  format: z.literal('bioner-bench/prior-corpora@1'),
  corpora: z.array(
    z.strictObject({
      id: sentence,
      name: sentence,
      inPaper: z.boolean(),
      openmedFamily: sentence,
      paperEntityType: sentence.nullable(),
      paperDomain: sentence.nullable(),
      entityTypes: z.array(sentence).min(1),
      rawTags: z.union([z.array(sentence), sentence]).nullable(),
      rawTagsSource: sentence.nullable(),
      canonicalLabels: z.array(sentence),
      licence: sentence,
      /** As printed; the paper calls them annotated entities per split. */
      paperTable3: z.strictObject({ ...splitCounts, note: sentence.optional() }).nullable(),
      measuredEntities: z
        .strictObject({
          ...splitCounts,
          train: count.nullable(),
          testByType: z.record(z.string(), count).optional(),
          source: sentence,
          note: sentence.optional(),
        })
        .nullable(),
      hunerDocuments: z.strictObject({ ...splitCounts, source: sentence }).nullable(),
      otherSize: sentence.nullable(),
      caveat: sentence.nullable(),
      unconfirmed: z.array(sentence),
      /** Gold mentions of the public test split; null: not known. */
      canonicalTest: z.strictObject({ mentions: count, source: sentence }).nullable(),
    }),
  ),
})
