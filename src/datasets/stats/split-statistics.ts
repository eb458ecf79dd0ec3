import { type Mention, type Passage, partsOf } from '../../core/passage.ts'
import type { MentionStatistics, SplitStatistics } from '../../core/survey/statistics.ts'
import { byCodePoint } from '../../core/text/code-point-order.ts'
import { normalisedSurfaceOf } from '../../core/text/surface.ts'
import { countNested } from '../split/count-split.ts'
import { type KnownNames, knownNamesOf, type NamedMention, seenConceptsOf, seenMentionsOf } from './known-names.ts'
import { codePointsOf, lengthsOf } from './lengths.ts'
import { touchedWords, wordsOf } from './words.ts'

interface MeasuredMention extends NamedMention {
  readonly words: number
  readonly characters: number
}

/**
 * What the passages of a split are like, and what of them a training split already has (`training` null: there is none, or the split is
 * itself the training split). Lengths in words count tokens only where every passage has tokens.
 */
export function splitStatistics(passages: readonly Passage[], training: readonly Passage[] | null): SplitStatistics {
  const known = training && knownNamesOf(training)
  const tokenised = passages.every(passage => passage.tokens !== null)
  const mentions: MeasuredMention[] = []
  const passageWords: number[] = []
  const neighbours = { adjacent: 0, adjacentSameType: 0 }
  let inMentions = 0
  for (const passage of passages) {
    const words = wordsOf(tokenised ? passage : { ...passage, tokens: null })
    const touchedByAny = new Set<number>()
    for (const mention of passage.mentions) {
      const touched = touchedWords(words, mention)
      for (const word of touched) touchedByAny.add(word)
      mentions.push(measure(passage.text, mention, touched.length))
    }
    passageWords.push(words.length)
    inMentions += touchedByAny.size
    countAdjacent(passage, neighbours)
  }
  const words = passageWords.reduce((sum, length) => sum + length, 0)
  const byType = [...Map.groupBy(mentions, mention => mention.type)].sort(([a], [b]) => byCodePoint(a, b))
  return {
    wordUnit: tokenised ? 'token' : 'white-space',
    passages: passages.length,
    passagesWithoutMention: passages.filter(passage => passage.mentions.length === 0).length,
    passageWords: lengthsOf(passageWords),
    passageCharacters: lengthsOf(passages.map(passage => codePointsOf(passage.text))),
    words,
    wordsInMentions: words === 0 ? null : inMentions / words,
    ...neighbours,
    nested: passages.reduce((sum, passage) => sum + countNested(passage.mentions), 0),
    discontinuous: passages.reduce((sum, { mentions: all }) => sum + all.filter(isDiscontinuous).length, 0),
    all: mentionStatistics(mentions, known),
    types: byType.map(([type, all]) => ({ type, ...mentionStatistics(all, known) })),
  }
}

function measure(text: string, mention: Mention, words: number): MeasuredMention {
  return {
    name: normalisedSurfaceOf(text, mention),
    type: mention.type,
    concepts: mention.concepts ?? [],
    words,
    characters: partsOf(mention).reduce((sum, { start, end }) => sum + codePointsOf(text.slice(start, end)), 0),
  }
}

function mentionStatistics(mentions: readonly MeasuredMention[], known: KnownNames | null): MentionStatistics {
  const times = new Map<string, number>()
  for (const { name } of mentions) times.set(name, (times.get(name) ?? 0) + 1)
  const hapaxes = [...times.values()].filter(count => count === 1).length
  const seen = known && seenMentionsOf(mentions, known)
  return {
    mentions: mentions.length,
    words: lengthsOf(mentions.map(mention => mention.words)),
    characters: lengthsOf(mentions.map(mention => mention.characters)),
    forms: times.size,
    mentionsPerForm: times.size === 0 ? null : mentions.length / times.size,
    hapaxes,
    hapaxShare: times.size === 0 ? null : hapaxes / times.size,
    seen,
    seenShare: seen === null || mentions.length === 0 ? null : seen.sameType / mentions.length,
    concepts: known && seenConceptsOf(mentions, known),
  }
}

function isDiscontinuous(mention: Mention): boolean {
  return partsOf(mention).length > 1
}

/** Each mention counts once, however many end where it begins. */
function countAdjacent({ text, mentions }: Passage, counts: { adjacent: number; adjacentSameType: number }): void {
  const ending = Map.groupBy(mentions, mention => mention.end)
  for (const { start, type } of mentions) {
    const ends = new Set([start, beforeWhiteSpace(text, start)])
    const neighbours = [...ends].flatMap(end => ending.get(end) ?? []).filter(other => other.start < start)
    if (neighbours.length === 0) continue
    counts.adjacent += 1
    if (neighbours.some(other => other.type === type)) counts.adjacentSameType += 1
  }
}

function beforeWhiteSpace(text: string, start: number): number {
  let end = start
  while (end > 0 && /\s/u.test(text.charAt(end - 1))) end -= 1
  return end
}
