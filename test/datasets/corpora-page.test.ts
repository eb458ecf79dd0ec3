import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { renderCorporaPage } from '../../scripts/corpora-page.ts'
import { corpora } from '../../src/datasets/index.ts'

test('docs/corpora.md is what the registry says (node scripts/corpora-page.ts writes it)', () => {
  const page = readFileSync(resolve(import.meta.dirname, '..', '..', 'docs', 'corpora.md'), 'utf8')
  expect(page).toBe(renderCorporaPage(Object.values(corpora)))
})
