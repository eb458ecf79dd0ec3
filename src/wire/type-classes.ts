import { z } from 'zod'
import { createTypeClasses, type TypeClasses } from '../run/cross/type-classes.ts'
import { readShippedJson } from '../store/assets.ts'

const schema = z.strictObject({
  format: z.literal('bioner-bench/type-classes@1'),
  types: z
    .array(
      z.strictObject({
        type: z.string().min(1),
        class: z.string().min(1).nullable(),
        withinCorpus: z.boolean().default(false),
        source: z.string().min(1),
      }),
    )
    .refine(rows => new Set(rows.map(row => row.type)).size === rows.length, 'a type is listed twice'),
})

/** Which types mean the same, as the package has it. Throws `ASSET`. */
export async function shippedTypeClasses(): Promise<TypeClasses> {
  return createTypeClasses((await readShippedJson('assets/type-classes.json', schema)).types)
}
