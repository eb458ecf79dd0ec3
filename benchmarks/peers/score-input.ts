import { createHash } from 'node:crypto'

export interface TaggedSentences {
  readonly gold: string[][]
  readonly predicted: string[][]
}

const types = ['Disease', 'Chemical', 'Gene', 'Species', 'CellLine']
const length = 25

/** What the input must be and what its scores are, as Python seqeval 1.2.2 counted them. */
export const expected = {
  sentences: 40_000,
  tokens: 1_000_000,
  sha256: '8c442575889e1a90d70261ed2acc61400562185af380150ef3e2de5928dd8b4a',
  conlleval: { truePositives: 41_131, falsePositives: 8_623, falseNegatives: 7_424, f1: 0.8367697769278499 },
  strictIob2: { truePositives: 39_747, falsePositives: 8_621, falseNegatives: 8_808, f1: 0.8201768414101915 },
} as const

/**
 * Sentences of 25 tokens with mentions of five types, and a prediction with the faults of taggers: the same input in
 * any language, from one 32-bit linear congruential generator. 11.7 % of the tokens are in mentions.
 */
export function makeTaggedSentences(sentences: number): TaggedSentences {
  const draw = generator(20240607)
  const gold: string[][] = []
  const predicted: string[][] = []
  for (let s = 0; s < sentences; s += 1) {
    const mentions = drawMentions(draw)
    const tags = new Array<string>(length).fill('O')
    for (const { start, end, type } of mentions) {
      for (let k = start; k < end; k += 1) tags[k] = `${k === start ? 'B' : 'I'}-${types[type]}`
    }
    gold.push(tags)
    predicted.push(drawPrediction(draw, tags, mentions))
  }
  return { gold, predicted }
}

/** SHA-256 over lines `gold TAB predicted`, an empty line after each sentence. */
export function digestOf({ gold, predicted }: TaggedSentences): string {
  const hash = createHash('sha256')
  for (const [s, tags] of gold.entries()) {
    hash.update(`${tags.map((tag, i) => `${tag}\t${predicted[s]?.[i]}\n`).join('')}\n`)
  }
  return hash.digest('hex')
}

interface DrawnMention {
  readonly start: number
  readonly end: number
  readonly type: number
}

function generator(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 16) % below
  }
}

function drawMentions(draw: (below: number) => number): DrawnMention[] {
  const mentions: DrawnMention[] = []
  let at = 0
  while (at < length) {
    if (draw(1000) < 52) {
      const end = at + Math.min(1 + draw(4), length - at)
      mentions.push({ start: at, end, type: draw(5) })
      at = end
    } else at += 1
  }
  return mentions
}

function drawPrediction(
  draw: (below: number) => number,
  gold: readonly string[],
  mentions: readonly DrawnMention[],
): string[] {
  const tags = [...gold]
  for (const { start, end, type } of mentions) {
    const fault = draw(100)
    if (fault < 5) tags.fill('O', start, end)
    else if (fault < 9) {
      if (end - start > 1) tags[end - 1] = 'O'
    } else if (fault < 13) {
      if (end < length && gold[end] === 'O') tags[end] = `I-${types[type]}`
    } else if (fault < 17) {
      for (let k = start; k < end; k += 1) tags[k] = `${gold[k]?.slice(0, 2)}${types[(type + 1) % 5]}`
    } else if (fault < 20) tags[start] = `I-${types[type]}`
  }
  if (draw(100) < 10) {
    const at = draw(length)
    const type = draw(5)
    if (tags[at] === 'O') tags[at] = `B-${types[type]}`
  }
  return tags
}
