import { z } from 'zod'
import type { BiocInfons } from './bioc-model.ts'

const whole = z.int().nonnegative()
const list = z.array(z.unknown()).nullish()
const text = z.string().nullish()

/** Infons whose values are not single values (lists of synonyms, say) are none of our concern. */
const infons = z.record(z.string(), z.unknown()).nullish().transform(scalars)

/** What a collection calls its documents; the second is what the export of PubTator 3 says. */
export const collectionFields = ['documents', 'PubTator3']

// Lists are checked item by item, so that the first wrong one of millions is told, and no other.
export const documentsSchema = z.array(z.unknown())

export const documentSchema = z.object({
  id: z.union([z.string(), z.int().transform(String)]),
  passages: z.array(z.unknown()),
  annotations: list,
  relations: list,
})

export const passageSchema = z.object({ offset: whole, text, sentences: list, annotations: list, relations: list })

export const annotationSchema = z.object({ infons, text, locations: list })

export const locationSchema = z.object({ offset: whole, length: whole })

export const relationSchema = z.object({ infons })

function scalars(values: Record<string, unknown> | null | undefined): BiocInfons {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(values ?? {})) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') found.set(key, `${value}`)
  }
  return found
}
