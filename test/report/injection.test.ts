import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentId, Passage, PassageId } from '../../src/core/passage.ts'
import type { Evidence } from '../../src/core/reporter.ts'
import { renderTable } from '../../src/report/table.ts'
import { fixturePriors } from '../fixtures/report/evidence.ts'
import {
  completedRun,
  conventions,
  corpusFacts,
  countsOf,
  environment,
  header,
  neural,
} from '../fixtures/report/record.ts'
import { renderedHtml } from './rendered.ts'

/** Never white space alone: a chart draws no text for that. */
const hostile = fc
  .oneof(
    fc.constantFrom(
      ...['</script><script>alert(1)</script>', '<!--', '-->', ']]>', '"><img src=x onerror=alert(1)>', "' onclick='x"],
      ...[
        '</style><style>*{}',
        '</title>',
        '</svg><a href="http://example.org">',
        '&lt;',
        '&#60;b&#62;',
        '<svg/onload=x>',
      ],
      ...['\u2028', '\u202Egnp.exe', '\u0000', '\uD800', '\u001b[31m', '%{x}', '__proto__', '{{x}}', 'javascript:x'],
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  )
  .filter(text => text.trim() !== '')

/** Evidence that has `text` wherever somebody else's words go. */
function evidenceWith(text: string): Evidence[] {
  const id = 'p1' as PassageId
  const solid = text.replace(/\s/gu, '_')
  const passage: Passage = {
    id,
    document: 'd1' as DocumentId,
    text: `${solid} gout ${solid}`,
    tokens: null,
    tags: null,
    mentions: [{ start: solid.length + 1, end: solid.length + 5, type: `T${text}` }],
  }
  const corpus = corpusFacts('ncbi-disease', { title: text, mentions: 26, variant: text, types: [`T${text}`] })
  const model = { ...neural, reference: `x:${text}`, name: text, notes: [text], backend: text, types: [text] }
  const types = [
    { type: `T${text}`, truePositives: 0, falsePositives: 0, falseNegatives: 1 },
    { type: 'U', truePositives: 1, falsePositives: 0, falseNegatives: 0 },
  ]
  const record = completedRun({
    ...header(model, corpus),
    corpus,
    command: text,
    environment: { ...environment, node: text, libraries: { [text]: text } },
    scores: [{ ...countsOf(conventions.conlleval, 1, 0, 1), types }],
    errors: { boundary: 0, type: 0, boundaryAndType: 0, missed: 1, spurious: 0 },
    warnings: [{ code: 'limited', message: text, count: 1 }],
    energy: { kind: 'unavailable', reason: text },
    carbon: { kind: 'unavailable', reason: text },
    deployed: {
      deployment: { pipeline: 'huggingface', aggregation: 'simple', pieces: null, stride: null, sentences: null },
      limit: { pieces: 512, from: 'tokenizer' },
      paper: types,
      deployed: [{ type: 'U', truePositives: 0, falsePositives: 1, falseNegatives: 2 }],
      broken: [{ cause: 'white-space', mentions: 1 }],
      ...{ fixed: 0, truncated: { passages: 1, mentions: 0 }, ignoredEntities: 1, emptyEntities: 1 },
      examples: [
        {
          ...{ id, cause: 'white-space', gold: { start: solid.length + 1, end: solid.length + 5, type: `T${text}` } },
          paper: [{ start: 0, end: passage.text.length, type: `T${text}` }],
          deployed: [{ start: solid.length, end: solid.length + 5, type: `T${text}` }],
        },
      ],
    },
  })
  const failed = { ...header(model, corpus), status: 'failed', error: { code: 'MODEL', message: text } } as const
  return [
    { record, passages: null, predictions: [{ id, mentions: [], words: null }], texts: new Map([[id, passage]]) },
    { record: failed, passages: null, predictions: null, texts: null },
  ]
}

function priorsWith(text: string) {
  const book = fixturePriors()
  return {
    ...book,
    results: book.results.slice(0, 60).map(result => ({ ...result, system: text, note: text, source: text })),
  }
}

/** The page with every text and every value taken out: elements and the names of their attributes. */
function skeletonOf(html: string): string {
  return [...html.matchAll(/<(\/?[a-z][a-z0-9]*|!doctype)((?:\s+[a-z][a-z0-9-]*(?:="[^"]*")?)*)\s*\/?>/gi)]
    .map(([, name, attributes = '']) => `${name}${attributes.replace(/="[^"]*"/g, '')}`)
    .join('\n')
}

describe('whatever stands in the evidence', () => {
  test('no text changes the structure of the page, and none of its characters can hide', async () => {
    const plain = skeletonOf(await renderedHtml(evidenceWith('plain'), priorsWith('plain'), 'plain'))
    await fc.assert(
      fc.asyncProperty(hostile, async text => {
        const html = await renderedHtml(evidenceWith(text), priorsWith(text), text)
        expect(skeletonOf(html) === plain).toBe(true)
        expect(html.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu)).toBeNull()
        expect(html.match(/</g)?.length).toBe(plain.split('\n').length)
      }),
      { numRuns: 60 },
    )
  })

  test('a terminal gets no control character but the line feed', () => {
    fc.assert(
      fc.property(hostile, text => {
        const table = renderTable(evidenceWith(text), { priors: priorsWith(text), colours: false, width: 80 })
        expect(table.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu)).toBeNull()
      }),
    )
  })
})
