import { z } from 'zod'
import { packagePath } from './assets.ts'
import { writeAtomically } from './atomic-write.ts'
import { recordSchema } from './record-schema.ts'

/** JSON Schema of `record.json`, as `results/schema.json` has it. */
export function recordJsonSchema(): string {
  const schema = z.toJSONSchema(recordSchema, { target: 'draft-2020-12', io: 'input' })
  return `${JSON.stringify({ title: 'bioner-bench run record', ...schema }, null, 1)}\n`
}

if (import.meta.main) await writeAtomically(packagePath('results', 'schema.json'), recordJsonSchema())
