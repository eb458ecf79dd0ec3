import { env, LogLevel, pipeline } from '@huggingface/transformers'
import { bestBatchSize, type Entry, type Task } from './contender.ts'

export const transformersJsVersion = `transformers.js ${env.version}`

/** The token-classification pipeline of transformers.js, at its best batch size, from text to groups. */
export async function openTransformersJs(
  { exported, threads, passages }: Task,
  dtype: 'fp32' | 'q8',
  absent: string | null,
): Promise<Entry> {
  const name = `transformers.js pipeline, ${dtype}`
  if (absent !== null) return { name, absent }
  env.allowRemoteModels = false
  env.useFSCache = false
  env.logLevel = LogLevel.ERROR
  const classify = await pipeline('token-classification', exported, {
    dtype,
    device: 'cpu',
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  })
  const texts = passages.map(({ text }) => text)
  const tag = async (some: readonly string[], batch: number) => {
    const began = performance.now()
    let mentions = 0
    for (let at = 0; at < some.length; at += batch) {
      const groups = await classify(some.slice(at, at + batch), { aggregation_strategy: 'simple' })
      for (const found of groups) mentions += found.length
    }
    return { seconds: (performance.now() - began) / 1000, mentions }
  }
  const batch = await bestBatchSize(async size => (await tag(texts.slice(0, 160), size)).seconds)
  return { name: `${name}, batches of ${batch}`, run: () => tag(texts, batch), close: () => classify.dispose() }
}
