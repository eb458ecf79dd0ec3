import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { z } from 'zod'
import { type crossCorpusFile, openmedClaimsFile } from '../../src/prior/claims-schema.ts'
import { corporaFile } from '../../src/prior/corpora-schema.ts'
import { sharedPath, whenShared } from '../shared.ts'
import { priorAsset } from './asset.ts'

interface ResultRow {
  corpus: string
  list: string
  system: string
  year: number | null
  f1Percent: number | null
  source: string
  status: string
  note: string
  researchVerdict: string
}

const { sources, compiledFrom } = priorAsset('sources.json') as {
  sources: Record<string, string>
  compiledFrom: string
}
const results = (priorAsset('results.json') as { results: ResultRow[] }).results
const claims = openmedClaimsFile.parse(priorAsset('openmed.json'))
const crossCorpus = priorAsset('cross-corpus.json') as z.infer<typeof crossCorpusFile>

/** The collection these files were made from, rebuilt from them: whatever it said, they still say. */
function rebuilt() {
  return {
    schema: 'leaderboard-research/1',
    f1Unit: 'priorSota and openmed.bestF1 in percent; modelCardTop/bestModelF1/testResults in 0-1',
    compiledFrom,
    datasets: corporaFile.parse(priorAsset('corpora.json')).corpora.map(rebuiltDataset),
    paper: { ...claims.paper, source: sources[claims.paper.source] },
    crossCorpus: {
      hunflair: sources[crossCorpus.hunflair.source],
      hunflair2: {
        source: sources[crossCorpus.hunflair2.source],
        metric: crossCorpus.hunflair2.metric,
        rows: crossCorpus.hunflair2.f1Percent,
      },
    },
    openmedRepo: claims.repository,
  }
}

function rebuiltDataset(corpus: z.infer<typeof corporaFile>['corpora'][number]) {
  const claim = claims.table.find(row => row.corpus === corpus.id)!
  const openmed = results.find(row => row.corpus === corpus.id && row.list === 'openmed')!
  const joint = corpus.id === 'bc5cdr-disease' ? results.filter(row => row.list === 'joint-types') : []
  const cards = claims.cards
    .filter(card => card.corpus === corpus.id)
    .map(card => ({ ...card, source: sources[card.source] }))
  const { id, name, inPaper, openmedFamily, paperEntityType, entityTypes, rawTags, licence, paperTable3 } = corpus
  return {
    ...{ id, name, inPaper, openmedFamily, paperEntityType, entityTypes, rawTags, licence, paperTable3 },
    ...present({ paperDomain: corpus.paperDomain, otherSize: corpus.otherSize, caveat: corpus.caveat }),
    ...present({ rawTagsSource: sourceOf(corpus.rawTagsSource), hunerDocs: withSource(corpus.hunerDocuments) }),
    measuredEntities: withSource(corpus.measuredEntities),
    unconfirmed: corpus.unconfirmed,
    canonicalLabels: corpus.canonicalLabels,
    openmed: {
      bestF1: openmed.f1Percent,
      delta: claim.deltaPoints,
      bestModel: claim.bestModel,
      ...present({ bestModelF1: claim.bestModelF1, bestModelSource: sourceOf(claim.bestModelSource) }),
      source: sources[openmed.source],
    },
    priorSota: results.filter(row => row.corpus === corpus.id && row.list === 'prior').map(rebuiltResult),
    ...(joint.length > 0 ? { jointTypeResults: joint.map(rebuiltResult) } : {}),
    modelCardTop: cards
      .filter(card => card.kind === 'leaderboard')
      .map(({ rank, model, f1, precision, recall, accuracy, source }) => ({
        rank,
        model,
        f1,
        precision,
        recall,
        accuracy,
        source,
      })),
    ...present({ modelCardNote: claim.cardNote }),
    ...someOf('otherCardMetrics', cards.filter(card => card.kind === 'own-card').map(rebuiltCard)),
    ...someOf(
      'testResults',
      claims.testResults
        .filter(test => test.corpus === corpus.id)
        .map(test => ({
          model: test.model,
          eval_f1: test.f1,
          eval_precision: test.precision,
          eval_recall: test.recall,
          eval_accuracy: test.accuracy,
          eval_loss: test.loss,
          source: sources[test.source],
        })),
    ),
  }
}

function rebuiltResult({ f1Percent, system, year, source, note, status, researchVerdict }: ResultRow) {
  return {
    f1: f1Percent,
    system,
    year,
    source: sources[source],
    protocolNote: note,
    status,
    comparability: researchVerdict,
  }
}

function rebuiltCard(card: z.infer<typeof openmedClaimsFile>['cards'][number] | { source: string | undefined }) {
  const { model, f1, precision, recall, accuracy, source } = card as Record<string, unknown>
  return { model, f1, ...present({ precision, recall, accuracy }), source }
}

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
}

function someOf(name: string, rows: unknown[]): Record<string, unknown> {
  return rows.length > 0 ? { [name]: rows } : {}
}

function sourceOf(key: string | null): string | null {
  return key === null ? null : (sources[key] ?? null)
}

function withSource<T extends { source: string }>(value: T | null) {
  return value === null ? null : { ...value, source: sources[value.source] }
}

whenShared('nothing of the researched collection is lost: it can be rebuilt from the assets', () => {
  const original = JSON.parse(readFileSync(sharedPath('reference', 'leaderboard.json'), 'utf8'))
  const { sources: originalSources, ...rest } = original
  expect(rebuilt()).toEqual(rest)
  expect(sources).toMatchObject(originalSources)
})
