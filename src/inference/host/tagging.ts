import { BenchError } from '../../core/error.ts'
import type { Input, PassageId } from '../../core/passage.ts'
import type { Prediction, WordPrediction } from '../../core/prediction.ts'
import type { BatchPlan, Usage } from '../../core/tagger.ts'
import { outside } from '../../tags/mark.ts'
import { hashBatches, planBatches } from '../batching/batches.ts'
import { type Gauges, startLaps } from '../gauges.ts'
import { mentionsOf } from '../mentions.ts'
import { encodePassages, type PassagePieces } from '../pieces.ts'
import { type BatchNews, describeBatch } from '../protocol.ts'
import { type Logits, readWord, type WordReading } from '../words.ts'
import type { Model } from './model.ts'
import type { ModelInput, Session } from './session.ts'
import { type PlannedWindow, padRows, planWindows } from './window-plan.ts'

/**
 * Tags passages: pieces, windows, batches, logits, words, mentions. `onBatch` is told before each batch.
 * Throws `INFERENCE`, naming the batch and its passages, where onnxruntime fails, and `MODEL` where logits are not numbers.
 */
export async function tagPassages(
  model: Model,
  inputs: readonly Input[],
  plan: BatchPlan,
  gauges: Gauges,
  onBatch: (news: BatchNews) => void,
): Promise<{ predictions: Prediction[]; usage: Usage }> {
  const processorBegan = gauges.processorSeconds()
  const laps = startLaps(gauges.seconds)

  const passages = await encodePassages(inputs, model.reading.words, model.tokenizer)
  const windows = passages.flatMap((passage, index) => planWindows(model, inputs[index]?.id ?? '', passage, index))
  laps.end('tokenize')

  const batches = planBatches(
    windows.map(window => window.ids.length),
    plan,
  )
  const planHash = await hashBatches(batches, window => windows[window]?.name ?? '')
  const readings = passages.map(passage => new Array<WordReading | null>(passage.words.length).fill(null))
  const waiting = new Map<number, number>()
  for (const { passage } of windows) waiting.set(passage, (waiting.get(passage) ?? 0) + 1)
  const idOf = (window: PlannedWindow | undefined) => inputs[window?.passage ?? -1]?.id ?? ('' as PassageId)

  for (const [index, batch] of batches.entries()) {
    const members = batch.windows.map(window => windows[window]).filter(window => window !== undefined)
    const news: BatchNews = {
      batch: index + 1,
      batches: batches.length,
      tagged: inputs.length - waiting.size,
      first: idOf(members[0]),
      last: idOf(members.at(-1)),
    }
    onBatch(news)
    const input = padRows(members, batch.width, model.padId)
    laps.end('batch')
    const logits = await runBatch(model.session, input, news)
    laps.end('infer')
    for (const [row, window] of members.entries()) {
      readWindow(model, window, row * batch.width, logits, readings[window.passage] ?? [], idOf(window))
      const left = (waiting.get(window.passage) ?? 1) - 1
      if (left === 0) waiting.delete(window.passage)
      else waiting.set(window.passage, left)
    }
    laps.end('decode')
  }
  const predictions = inputs.map((input, index) => predict(model, input, passages[index], readings[index] ?? []))
  laps.end('decode')

  const unread = inputs.filter((_, index) => countUnread(passages[index], readings[index] ?? []) > 0)
  const { stages, wallSeconds } = laps.stop()
  return {
    predictions,
    usage: {
      stages,
      wallSeconds,
      processorSeconds: gauges.processorSeconds() - processorBegan,
      windows: windows.length,
      batches: batches.length,
      usefulPieces: windows.reduce((sum, window) => sum + window.ids.length, 0),
      paddedPieces: batches.reduce((sum, batch) => sum + batch.windows.length * batch.width, 0),
      planHash,
      peakMemoryBytes: gauges.peakMemoryBytes(),
      truncated: unread.map(input => input.id),
      wordsWithoutPieces: passages.reduce((sum, { words }) => sum + words.filter(isEmpty).length, 0),
    },
  }
}

async function runBatch(session: Session, input: ModelInput, news: BatchNews): Promise<Logits> {
  try {
    return await session.run(input)
  } catch (cause) {
    if (!(cause instanceof BenchError)) throw cause
    throw new BenchError(cause.code, `${cause.message} ${describeBatch(news)}`, { cause })
  }
}

function readWindow(
  model: Model,
  window: PlannedWindow,
  firstRow: number,
  logits: Logits,
  readings: (WordReading | null)[],
  id: PassageId,
): void {
  for (const { word, at, pieces } of window.places) {
    const row = firstRow + model.tokenizer.before.length + at
    const reading = readWord(logits, row, pieces, model.reading.subword)
    if (!Number.isFinite(reading.score) || !Number.isFinite(reading.margin)) {
      throw new BenchError(
        'MODEL',
        `${model.path}: for word ${word} of passage ${id} the logits are NaN or infinite; the weights are damaged`,
      )
    }
    readings[word] = reading
  }
}

function predict(
  { labels }: Model,
  { id, tokens }: Input,
  passage: PassagePieces | undefined,
  readings: readonly (WordReading | null)[],
): Prediction {
  const words = readings.map((reading): WordPrediction => {
    if (reading === null) return { label: outside, margin: null, score: null }
    return { label: labels[reading.label] ?? outside, margin: reading.margin, score: reading.score }
  })
  return { id, mentions: mentionsOf(words, passage?.spans ?? []), words: tokens === null ? null : words }
}

function countUnread(passage: PassagePieces | undefined, readings: readonly (WordReading | null)[]): number {
  return readings.filter((reading, word) => reading === null && !isEmpty(passage?.words[word])).length
}

function isEmpty(range: { readonly start: number; readonly end: number } | undefined): boolean {
  return range === undefined || range.start === range.end
}
