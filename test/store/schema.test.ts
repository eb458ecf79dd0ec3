import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { packagePath } from '../../src/store/assets.ts'
import { recordJsonSchema } from '../../src/store/write-schema.ts'

test('results/schema.json is what the code validates (npm run schema writes it)', async () => {
  expect(await readFile(packagePath('results', 'schema.json'), 'utf8')).toBe(recordJsonSchema())
})
