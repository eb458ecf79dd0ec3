import { type DeploymentComparison, lossCauses, type ReadingFlip } from '../../core/deployment/comparison.ts'
import type { DeployedAnswer, DeployedPassage, Deployment } from '../../core/deployment/deployment.ts'
import { BenchError } from '../../core/error.ts'
import type { Mention, Passage, PassageId } from '../../core/passage.ts'
import type { Prediction } from '../../core/prediction.ts'
import type { LabelMapping, PassageResult } from '../../core/record.ts'
import { findWords } from '../../core/text/find-words.ts'
import { unstatedReading } from '../../eval/conventions.ts'
import { type DeployedView, lossCauseOf, touches } from '../../eval/deployment/loss-cause.ts'
import { judgeInCharacters } from '../judge/in-characters.ts'
import type { JudgedPassage, PredictedPassage } from '../judge/judged-cell.ts'
import type { TypeOf } from '../predicted-tags.ts'

/** Examples that a record keeps of each cause, and of the mentions that only the deployed reading finds. */
const keptExamples = 4

export interface ComparedReadings {
  readonly comparison: DeploymentComparison
  /** Counts of both readings, passage by passage. */
  readonly readings: ReadonlyMap<PassageId, NonNullable<PassageResult['readings']>>
}

/** Scores the ordinary and the deployed reading of the same passages by exact span and type, in characters, and says what became of each mention. */
export function compareReadings(cell: {
  readonly passages: readonly Passage[]
  readonly predictions: ReadonlyMap<PassageId, Prediction>
  readonly deployment: Deployment
  readonly answer: DeployedAnswer
  readonly labelMap: readonly LabelMapping[]
}): ComparedReadings {
  const { passages, predictions, deployment, answer } = cell
  const typeOf = new Map(cell.labelMap.map(({ modelType, corpusType }) => [modelType, corpusType]))
  const byId = new Map(answer.passages.map(passage => [passage.id, nameTypes(passage, typeOf)]))
  const paired = passages.map(passage => {
    const prediction = predictions.get(passage.id)
    const deployed = byId.get(passage.id)
    if (prediction === undefined || deployed === undefined) {
      throw new BenchError('INFERENCE', `passage ${passage.id} was not read in both ways`)
    }
    return { passage, prediction, deployed }
  })
  const options = { reading: unstatedReading, typeOf }
  const paper = judgeInCharacters(paired, options)
  const deployed = judgeInCharacters(paired.map(withEntities), options)

  const flips: ReadingFlip[] = []
  let lostMentions = 0
  for (const [index, { passage, deployed: read }] of paired.entries()) {
    const before = paper.passages[index]
    const after = deployed.passages[index]
    if (before === undefined || after === undefined) throw new Error(`${passage.id} was not judged`)
    lostMentions += after.gold.spans.filter(gold => read.unread.some(stretch => touches(stretch, gold))).length
    flips.push(...flipsOf(passage, read, before, after))
  }
  const entities = [...byId.values()].flatMap(passage => passage.entities)
  return {
    comparison: {
      deployment,
      limit: answer.limit,
      paper: paper.counted.scores[paper.ranking]?.types ?? [],
      deployed: deployed.counted.scores[deployed.ranking]?.types ?? [],
      broken: lossCauses
        .map(cause => ({ cause, mentions: flips.filter(flip => flip.cause === cause).length }))
        .filter(({ mentions }) => mentions > 0),
      fixed: flips.filter(({ cause }) => cause === null).length,
      truncated: {
        passages: paired.filter(({ deployed }) => deployed.unread.length > 0).length,
        mentions: lostMentions,
      },
      ignoredEntities: entities.filter(({ type }) => (typeOf.get(type) ?? null) === null).length,
      emptyEntities: entities.filter(isEmpty).length,
      examples: [...lossCauses, null].flatMap(cause =>
        flips.filter(flip => flip.cause === cause).slice(0, keptExamples),
      ),
    },
    readings: new Map(
      passages.map(({ id }, index) => [
        id,
        [
          paper.counted.passages[index]?.counts[paper.ranking] ?? [],
          deployed.counted.passages[index]?.counts[deployed.ranking] ?? [],
        ],
      ]),
    ),
  }
}

/** A label without a type is a type by itself to the pipeline; to us both its prefixes are the type `_`. */
function nameTypes(passage: DeployedPassage, typeOf: TypeOf): DeployedPassage {
  if (!typeOf.has('_')) return passage
  const entities = passage.entities.map(entity => (typeOf.has(entity.type) ? entity : { ...entity, type: '_' }))
  return { ...passage, entities }
}

function withEntities({
  passage,
  deployed,
}: {
  readonly passage: Passage
  readonly deployed: DeployedPassage
}): PredictedPassage {
  const mentions = deployed.entities.filter(entity => !isEmpty(entity)).map(entity => ({ ...entity, margin: null }))
  return { passage, prediction: { id: passage.id, mentions, words: null } }
}

function isEmpty({ start, end }: { readonly start: number; readonly end: number }): boolean {
  return start >= end
}

function flipsOf(
  { id, text, tokens }: Passage,
  { unread, cuts }: DeployedPassage,
  before: JudgedPassage,
  after: JudgedPassage,
): ReadingFlip[] {
  const view: DeployedView = {
    ...{ text, unread, cuts, words: tokens ?? findWords(text) },
    ...{ gold: after.gold.mentions, entities: after.predicted.mentions },
  }
  return after.gold.mentions.flatMap((gold, index): ReadingFlip[] => {
    if (before.found[index] === after.found[index]) return []
    const cause = after.found[index] ? null : lossCauseOf(gold, view)
    const beside = ({ predicted }: JudgedPassage) => predicted.mentions.filter(one => touches(one, gold)).map(placeOf)
    return [{ id, cause, gold: placeOf(gold), paper: beside(before), deployed: beside(after) }]
  })
}

function placeOf({ start, end, type }: Mention): { start: number; end: number; type: string } {
  return { start, end, type }
}
