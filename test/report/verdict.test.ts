import { describe, expect, test } from 'vitest'
import type { DocumentId, PassageId } from '../../src/core/passage.ts'
import type { PassageResult, ScoredRun } from '../../src/core/record.ts'
import type { Evidence } from '../../src/core/reporter.ts'
import type { ModelFacts } from '../../src/core/tagger.ts'
import type { PriorBook } from '../../src/prior/prior.ts'
import { leadModel, verdictOf } from '../../src/report/verdict.ts'
import { isBest, viewOf } from '../../src/report/view.ts'
import {
  completedRun,
  conventions,
  corpusFacts,
  countsOf,
  dictionary,
  header,
  neural,
} from '../fixtures/report/record.ts'
import { shippedPriors } from '../prior/asset.ts'

/**
 * A run of 1,000 mentions, `right` of them found and as many wrong ones predicted, evenly spread over 100 documents.
 */
function evidenceOf(id: string, model: ModelFacts, right: number, changes: Partial<ScoredRun> = {}): Evidence {
  const corpus = corpusFacts(id, { title: id.toUpperCase(), mentions: 1000 })
  const scores = [conventions.conlleval, conventions.strict].map(one =>
    countsOf(one, right, 1000 - right, 1000 - right),
  )
  const record = completedRun({ ...header(model, corpus), corpus, scores, ...changes })
  return { record, passages: passagesOf(right), predictions: null, texts: null }
}

function passagesOf(right: number): PassageResult[] {
  return Array.from({ length: 100 }, (_, index) => {
    const truePositives = Math.floor(right / 100) + (index < right % 100 ? 1 : 0)
    const counts = [
      { type: 'Disease', truePositives, falsePositives: 10 - truePositives, falseNegatives: 10 - truePositives },
    ]
    return {
      id: `p${index}` as PassageId,
      document: `d${index}` as DocumentId,
      counts: [counts, counts],
      latencySeconds: null,
    }
  })
}

/** Each corpus has one comparable result, 90.0. */
function priorsOn(...ids: string[]): PriorBook {
  const [row] = shippedPriors().results.filter(({ protocol }) => protocol.name === 'biobert-pytorch')
  return {
    results: ids.map(corpus => ({ ...row!, corpus, f1Percent: 90 })),
    canonicalTests: new Map(ids.map(id => [id, { mentions: 1000, source: 'here' }])),
  }
}

const say = (evidence: Evidence[], priors: PriorBook) => verdictOf(viewOf(evidence, priors, ''))

test('variants of one corpus are told apart by their names', () => {
  const original = evidenceOf('a', neural, 850)
  const corpus = { ...original.record.corpus, variant: 'original' }
  const other: Evidence = { ...original, record: { ...original.record, corpus } }
  const titles = viewOf([original, other, evidenceOf('b', neural, 850)], priorsOn(), '').groups.map(
    group => group.corpus.title,
  )
  expect(titles).toEqual(['A@mtl', 'A@original', 'B'])
})

describe('the verdict', () => {
  test('one sentence where one holds for all corpora', () => {
    const evidence = [
      evidenceOf('a', neural, 830),
      evidenceOf('b', neural, 850),
      evidenceOf('a', dictionary, 600),
      evidenceOf('b', dictionary, 700),
    ]
    expect(say(evidence, priorsOn('a', 'b'))).toBe(
      'On both corpora, small-tagger is 5.0 to 7.0 points below the best comparable published result and 15.0 to 23.0 points above the dictionary.',
    )
  })

  test('inside the interval nothing is below or above', () => {
    expect(say([evidenceOf('a', neural, 900)], priorsOn('a'))).toBe(
      'On A, small-tagger is not distinguishable from the best comparable published result.',
    )
  })

  test('corpora are named where they differ, and where nothing can be compared', () => {
    const evidence = [evidenceOf('a', neural, 800), evidenceOf('b', neural, 950), evidenceOf('c', neural, 700)]
    expect(say(evidence, priorsOn('a', 'b'))).toBe(
      'small-tagger is 10.0 points below the best comparable published result on A and 5.0 points above the best comparable published result on B. No published result is comparable on C.',
    )
  })

  test('without an interval there is no verdict on either side', () => {
    const evidence = [{ ...evidenceOf('a', neural, 800), passages: null }]
    expect(say(evidence, priorsOn('a'))).toContain(
      '10.0 points away from the best comparable published result, without an interval',
    )
  })

  test('where no published result is comparable it says so', () => {
    expect(say([evidenceOf('a', neural, 800)], priorsOn())).toBe(
      'small-tagger was scored on A; no published result is comparable.',
    )
  })

  test('a partial run is never ranked', () => {
    const partial = { status: 'partial', limit: { passages: 5, of: 100 } } as Partial<ScoredRun>
    expect(say([evidenceOf('a', neural, 990, partial)], priorsOn('a'))).toBe(
      'No run is complete, so nothing is ranked and nothing is compared.',
    )
    const view = viewOf([evidenceOf('a', neural, 990, partial), evidenceOf('a', dictionary, 600)], priorsOn('a'), '')
    expect(leadModel(view)?.map(({ model }) => model.name)).toEqual(['dictionary'])
    expect(verdictOf(view)).toContain('dictionary is 30.0 points below')
  })

  test('a score whose gold does not add up is not one', () => {
    const scores = [countsOf(conventions.conlleval, 80, 0, 20)].map(one => ({
      ...one,
      balance: { ...one.balance, nested: 1 },
    }))
    expect(say([evidenceOf('a', neural, 800, { scores })], priorsOn('a'))).toContain('No run is complete')
  })
})

describe('best', () => {
  const other = { ...neural, reference: 'other', name: 'other', weightsSha256: '9'.repeat(64) }
  const bestOf = (first: number, second: number) => {
    const [group] = viewOf([evidenceOf('a', neural, first), evidenceOf('a', other, second)], priorsOn('a'), '').groups
    return group!.cells.map(cell => isBest(group!, cell, 'conlleval', 'f1'))
  }

  test('is the highest, and both where both are exactly equal', () => {
    expect(bestOf(800, 790)).toEqual([true, false])
    expect(bestOf(800, 800)).toEqual([true, true])
  })

  test('looks at the number, not at its rounding', () => {
    const scoresOf = (right: number) => ({ scores: [countsOf(conventions.conlleval, right, 20_000, 20_000)] })
    const cells = [evidenceOf('a', neural, 800, scoresOf(80_001)), evidenceOf('a', other, 800, scoresOf(80_000))]
    const [group] = viewOf(cells, priorsOn('a'), '').groups
    expect(group!.cells.map(cell => isBest(group!, cell, 'conlleval', 'f1'))).toEqual([true, false])
  })

  test('is nobody where nobody is beaten', () => {
    const [group] = viewOf([evidenceOf('a', neural, 800)], priorsOn('a'), '').groups
    expect(isBest(group!, group!.cells[0]!, 'conlleval', 'f1')).toBe(false)
  })
})

describe('the view', () => {
  test('baselines come last, and taggers of one name are told apart', () => {
    const other = { ...neural, reference: 'folder/small-tagger', precision: 'fp32' }
    const view = viewOf(
      [evidenceOf('a', dictionary, 600), evidenceOf('a', neural, 800), evidenceOf('a', other, 810)],
      priorsOn('a'),
      '',
    )
    expect(view.models.map(({ name }) => name)).toEqual([
      'small-tagger (embedded:small-tagger, int8-rowwise)',
      'small-tagger (folder/small-tagger, fp32)',
      'dictionary',
    ])
    expect(view.groups[0]!.cells.map(({ model }) => model.series)).toEqual([0, 1, 2])
  })

  test('other gold is another group', () => {
    const changed = corpusFacts('a', { title: 'A', mentions: 1000, goldSha256: '8'.repeat(64) })
    const view = viewOf(
      [evidenceOf('a', neural, 800), evidenceOf('a', dictionary, 600, { corpus: changed })],
      priorsOn('a'),
      '',
    )
    expect(view.groups).toHaveLength(2)
  })
})
