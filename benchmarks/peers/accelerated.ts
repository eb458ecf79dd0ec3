/**
 * Times taggers on a graphics card: `npm run bench:gpu [-- DEVICE/DTYPE/OPERATORS/PIECES …]`, such as `cuda/fp16/fused/16384`, or `torch`. A BERT-base-size checkpoint with random weights, made here, reads the test splits that come with the
 * package; the peer is PyTorch in half precision with sorted batches on the same card, where BIONER_PYTHON names a Python that has it.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BenchError } from '../../src/core/error.ts'
import type { Input } from '../../src/core/passage.ts'
import type { BatchPlan } from '../../src/core/tagger.ts'
import { readConfig } from '../../src/inference/checkpoint/config.ts'
import { readTokenizerFile } from '../../src/inference/checkpoint/tokenizer/tokenizer-file.ts'
import { openOnnxTagger } from '../../src/inference/onnx-tagger.ts'
import { encodePassages } from '../../src/inference/pieces.ts'
import { createTokenizer } from '../../src/inference/tokenizer.ts'
import { loadCorpus, resolveCorpora } from '../../src/wire/corpora/corpora.ts'
import { writeBaseSizeCheckpoint } from './inference/base-size-checkpoint.ts'

const reading = { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } } as const
const budgets = [4096, 16_384, 65_536]
const rounds = 3

async function passages(): Promise<Input[]> {
  const references = await resolveCorpora(['ncbi-disease', 'bc5cdr-disease'], 'test')
  const corpora = await Promise.all(references.map(reference => loadCorpus(reference, 'test')))
  return corpora.flatMap(corpus =>
    corpus.passages.map(passage => ({ ...passage, id: `${corpus.facts.id} ${passage.id}` as Input['id'] })),
  )
}

async function measure(
  path: string,
  inputs: readonly Input[],
  device: string,
  dtype: string,
  operators: 'fused' | 'plain',
  budgets: readonly number[],
) {
  const name = `${device} ${dtype} ${operators}`
  try {
    const tagger = await openOnnxTagger({ reference: path, name, path, dtype, device, operators, reading })
    try {
      for (const pieces of budgets) {
        const plan: BatchPlan = { order: 'buckets', pieces, windows: null, seed: 1 }
        await tagger.tag(inputs, plan)
        const runs = []
        for (let round = 0; round < rounds; round++) runs.push((await tagger.tag(inputs, plan)).usage)
        runs.sort((a, b) => a.wallSeconds - b.wallSeconds)
        const { stages, wallSeconds, usefulPieces, paddedPieces } = runs[rounds >> 1] ?? runs[0] ?? never()
        console.log(
          `${name}, ${pieces} pieces a batch: ${(usefulPieces / wallSeconds).toFixed(0)} pieces/s, bare runs ${(usefulPieces / stages.infer).toFixed(0)}, ` +
            `harness ${(stages.infer / wallSeconds).toFixed(3)} of the bare runs (tokenize ${stages.tokenize.toFixed(3)} s, batch ${stages.batch.toFixed(3)}, infer ${stages.infer.toFixed(3)}, decode ${stages.decode.toFixed(3)}), ` +
            `${((100 * usefulPieces) / paddedPieces).toFixed(1)} % useful`,
        )
      }
      console.log(`  ${JSON.stringify(tagger.facts.providers)} ${tagger.facts.notes.join(' ')}`)
    } finally {
      await tagger.close()
    }
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    console.log(`${name}: not measured: ${error.message.slice(0, 400)}`)
  }
}

/** The same pieces through PyTorch: it gets the windows as the harness cuts them. */
async function measureTorch(path: string, inputs: readonly Input[]): Promise<void> {
  const python = process.env.BIONER_PYTHON
  if (python === undefined) return console.log('PyTorch: not measured, BIONER_PYTHON names no Python that has it')
  const file = await readTokenizerFile(join(path, 'tokenizer.json'), await readConfig(join(path, 'config.json')))
  const tokenizer = await createTokenizer(file.path, file.json)
  const encoded = await encodePassages(inputs, 'separate', tokenizer)
  const rows = encoded.map(({ ids }) => [...tokenizer.before, ...ids.slice(0, 254), ...tokenizer.behind])
  await writeFile(join(path, 'rows.json'), JSON.stringify(rows))
  try {
    const script = join(import.meta.dirname, 'torch_sorted.py')
    const { stdout } = await promisify(execFile)(python, [script, path, join(path, 'rows.json'), budgets.join()])
    process.stdout.write(stdout)
  } catch (error) {
    console.log(`PyTorch: not measured: ${error instanceof Error ? error.message.slice(-600) : error}`)
  }
}

function never(): never {
  throw new Error('no run')
}

const everything = ['cuda', 'webgpu'].flatMap(device =>
  ['fp16', 'fp32'].flatMap(dtype =>
    ['fused', 'plain'].map(operators => [device, dtype, operators, budgets.join()].join('/')),
  ),
)
const asked = process.argv.length > 2 ? process.argv.slice(2) : [...everything, 'torch']
const folder = await mkdtemp(join(tmpdir(), 'bioner-bench-base-'))
try {
  await writeBaseSizeCheckpoint(folder)
  const inputs = await passages()
  for (const one of asked) {
    const [device = '', dtype = 'fp16', operators = 'fused', pieces = '16384'] = one.split('/')
    if (device === 'torch') await measureTorch(folder, inputs)
    else await measure(folder, inputs, device, dtype, operators as 'fused' | 'plain', pieces.split(',').map(Number))
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
