import { z } from 'zod'
import type { TypeCounts } from '../core/counts.ts'
import { type DeploymentComparison, lossCauses } from '../core/deployment/comparison.ts'
import { aggregations, limitSources, pipelines } from '../core/deployment/deployment.ts'
import type { PassageId } from '../core/passage.ts'

const count = z.int().nonnegative()
/** A brand is nothing that a schema could check. */
const passageId = z.string().min(1) as unknown as z.ZodType<PassageId>
const span = z.strictObject({ start: count, end: count, type: z.string() })

/** Shape of a record's `deployed`, given that of the counts of a type. */
export function deployedSchema(typeCounts: z.ZodType<TypeCounts>): z.ZodType<DeploymentComparison> {
  return z.strictObject({
    deployment: z.strictObject({
      pipeline: z.enum(pipelines),
      aggregation: z.enum(aggregations),
      pieces: z.int().positive().nullable(),
      stride: count.nullable(),
      sentences: z.int().positive().nullable(),
    }),
    limit: z.strictObject({ pieces: z.int().positive().nullable(), from: z.enum(limitSources) }),
    paper: z.array(typeCounts),
    deployed: z.array(typeCounts),
    broken: z.array(z.strictObject({ cause: z.enum(lossCauses), mentions: z.int().positive() })),
    fixed: count,
    truncated: z.strictObject({ passages: count, mentions: count }),
    ignoredEntities: count,
    emptyEntities: count,
    examples: z.array(
      z.strictObject({
        id: passageId,
        cause: z.enum(lossCauses).nullable(),
        gold: span,
        paper: z.array(span),
        deployed: z.array(span),
      }),
    ),
  })
}
