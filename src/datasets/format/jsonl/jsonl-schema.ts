import { z } from 'zod'
import { offsetUnits } from '../offsets.ts'

const noId = 'every passage needs one, a text that is not empty'
const id = z.union([z.string().min(1, noId), z.int().transform(String)], { error: noId })
const document = z.union([z.string().min(1), z.int().transform(String)], { error: 'the id of a document, or null' })
const offset = z.int().nonnegative()

const mentionSchema = z.object({
  start: offset,
  end: offset,
  type: z.string().optional(),
  label: z.string().optional(),
  entity_group: z.string().optional(),
  /** The surface form, where a tool writes it: then it must be what the offsets cut out. */
  text: z.string().nullish(),
  /** The pieces of a discontinuous mention, in order; `start` and `end` are those of the first and the last. */
  parts: z.array(z.object({ start: offset, end: offset })).nullish(),
  concepts: z.array(z.string()).nullish(),
})

/** Fields that tools add beyond these are no concern of ours. */
export const mentionsLineSchema = z.object({
  id,
  /** The publication that the passage is from. */
  document: document.nullish(),
  text: z.string().nullish(),
  mentions: z.array(mentionSchema).optional(),
  entities: z.array(mentionSchema).optional(),
  spans: z.array(mentionSchema).optional(),
})

export const tagsLineSchema = z.object({
  id: id.optional(),
  gold: z.array(z.string()),
  pred: z.array(z.string()),
})

/** The first line of the files that this program writes. */
export const headerLineSchema = z.object({ format: z.string(), offsets: z.enum(offsetUnits) })

export type MentionsLine = z.infer<typeof mentionsLineSchema>
export type MentionLine = z.infer<typeof mentionSchema>
