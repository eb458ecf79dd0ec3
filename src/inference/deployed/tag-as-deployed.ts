import type { DeployedAnswer, DeployedPassage, Deployment } from '../../core/deployment/deployment.ts'
import { BenchError } from '../../core/error.ts'
import type { Input } from '../../core/passage.ts'
import type { Config } from '../checkpoint/config.ts'
import type { TokenizerFile } from '../checkpoint/tokenizer/tokenizer-file.ts'
import type { Model } from '../host/model.ts'
import { padRows } from '../host/window-plan.ts'
import { type BatchNews, describeBatch } from '../protocol.ts'
import type { NamedTokenizer } from '../tokenizer.ts'
import { limitPieces } from './piece-limit.ts'
import { readRawTokenizer } from './raw-tokenizer.ts'
import { checkScores, entitiesOf, type ReadChunk, readText, type WindowScores } from './read-text.ts'
import { softmaxOf } from './softmax.ts'

/** What a deployed reading needs of a checkpoint besides the opened model. */
export interface RawSource {
  readonly tokenizer: NamedTokenizer
  readonly file: Pick<TokenizerFile, 'path' | 'json'>
  readonly config: Pick<Config, 'path' | 'maxPieces'>
}

/**
 * Reads raw texts as the pipeline does: each by itself, so that nothing depends on batch mates. `onText` is told before each.
 * Throws `ARGUMENT` where the deployment does not fit the model, `INFERENCE` where onnxruntime fails, and `MODEL` where logits are not numbers.
 */
export async function tagAsDeployed(
  model: Model,
  { tokenizer: pieces, file, config }: RawSource,
  inputs: readonly Pick<Input, 'id' | 'text'>[],
  deployment: Deployment,
  onText: (news: BatchNews) => void,
): Promise<DeployedAnswer> {
  const tokenizer = await readRawTokenizer(file, pieces)
  const special = pieces.before.length + pieces.behind.length
  const limit = limitPieces(deployment.pieces, tokenizer.maxPieces, config, special)
  const content = limit.pieces === null ? null : limit.pieces - special
  checkStride(deployment.stride, content)
  const cutting = { sentences: deployment.sentences, stride: deployment.stride, pieces: limit.pieces, content }
  const reader = { ...deployment, labels: model.labels, tokenizer }

  const passages: DeployedPassage[] = []
  for (const [index, input] of inputs.entries()) {
    const news = { batch: index + 1, batches: inputs.length, tagged: index, first: input.id, last: input.id }
    onText(news)
    const chunks = await readText(input.text, cutting, tokenizer)
    const scores: WindowScores[][] = []
    for (const chunk of chunks) scores.push(await scoreChunk(model, chunk, news))
    passages.push(entitiesOf(input, chunks, scores, reader))
  }
  return { limit, passages }
}

async function scoreChunk(model: Model, chunk: ReadChunk, news: BatchNews): Promise<WindowScores[]> {
  const { before, behind } = model.tokenizer
  const windows: WindowScores[] = []
  for (const { start, end } of chunk.windows) {
    const ids = [...before, ...chunk.ids.slice(start, end), ...behind]
    const logits = await runAlone(model, ids, news)
    const scores = Array.from({ length: end - start }, (_, at) => softmaxOf(logits, before.length + at))
    checkScores(scores, model.path, news.first)
    windows.push(scores)
  }
  return windows
}

async function runAlone({ session, padId }: Model, ids: readonly number[], news: BatchNews) {
  try {
    return await session.run(padRows([{ ids }], ids.length, padId))
  } catch (cause) {
    if (!(cause instanceof BenchError)) throw cause
    throw new BenchError(cause.code, `${cause.message} ${describeBatch(news)}`, { cause })
  }
}

function checkStride(stride: number | null, content: number | null): void {
  if (stride === null || content === null || stride < content) return
  throw new BenchError(
    'ARGUMENT',
    `--pipeline-stride ${stride}: a window holds ${content} pieces besides the special tokens; windows must share fewer`,
  )
}
