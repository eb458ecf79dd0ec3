/**
 * Times the way from weights to predictions: `npm run bench:inference`. Ratios hold for one run on one machine. The corpus comes with the package, the
 * BERT-base-size checkpoint has random weights and is made here. Then the reference tagger side by side with transformers.js and Python (`BIONER_PYTHON`), where they
 * and it are there; `--rounds N` and `--only side-by-side` are for repeating that.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Input, Passage } from '../../src/core/passage.ts'
import type { BatchPlan, Usage } from '../../src/core/tagger.ts'
import { type OnnxTaggerOptions, openOnnxTagger } from '../../src/inference/onnx-tagger.ts'
import { packagePath } from '../../src/store/assets.ts'
import { loadCorpus, resolveCorpora } from '../../src/wire/corpora/corpora.ts'
import { writeBaseSizeCheckpoint } from './inference/base-size-checkpoint.ts'
import { compareSideBySide } from './inference/side-by-side.ts'

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' } },
})
const reading = { subword: 'first', words: 'separate', window: { pieces: 256, overlap: 50 } } as const
const plan: BatchPlan = { order: 'length', pieces: 1024, windows: null, seed: 1 }

async function passagesOf(id: string): Promise<readonly Passage[]> {
  const [reference] = await resolveCorpora([id], 'test')
  if (reference === undefined) throw new Error(id)
  return (await loadCorpus(reference, 'test')).passages
}

/** Opens a model, tags the first passages once to warm up, and then all of them. */
async function measure(options: Pick<OnnxTaggerOptions, 'name' | 'path' | 'dtype'>, inputs: readonly Input[]) {
  const began = performance.now()
  const tagger = await openOnnxTagger({ ...options, reference: options.name, reading })
  try {
    await tagger.tag(inputs.slice(0, 1), plan)
    const firstSeconds = (performance.now() - began) / 1000
    await tagger.tag(inputs.slice(0, 16), plan)
    return { firstSeconds, usage: (await tagger.tag(inputs, plan)).usage }
  } finally {
    await tagger.close()
  }
}

function describe(name: string, { usefulPieces, paddedPieces, wallSeconds, stages }: Usage): string {
  return (
    `${name}: ${(usefulPieces / wallSeconds).toFixed(0)} pieces/s, ${((100 * usefulPieces) / paddedPieces).toFixed(1)} % useful, ` +
    `harness ${(wallSeconds / stages.infer).toFixed(3)} × bare session.run`
  )
}

if (options.only !== 'side-by-side') await timeOurs()
await compareSideBySide(await passagesOf('ncbi-disease'), Number(options.rounds))
console.log(`${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}; Node ${process.version}`)

async function timeOurs(): Promise<void> {
  for (const id of ['ncbi-disease', 'bc5cdr-disease']) {
    const { usage } = await measure(
      { name: 'embedded int8', path: packagePath('assets', 'models', 'minilm-l6-cdr-ncbi') },
      await passagesOf(id),
    )
    console.log(describe(`embedded row-wise int8 on ${id}`, usage))
  }

  const folder = await mkdtemp(join(tmpdir(), 'bioner-bench-base-'))
  try {
    await writeBaseSizeCheckpoint(folder)
    const { size } = await stat(join(folder, 'model.safetensors'))
    const inputs = (await passagesOf('ncbi-disease')).slice(0, 64)
    const { firstSeconds, usage } = await measure({ name: 'base', path: folder }, inputs)
    console.log(describe('BERT-base from weights, fp32, 64 passages', usage))
    for (const dtype of ['int8-rowwise', 'int8-dynamic']) {
      const { usage: whole } = await measure({ name: dtype, path: folder, dtype }, inputs)
      const ratio = usage.wallSeconds / whole.wallSeconds
      console.log(`${describe(`BERT-base from weights, ${dtype}, 64 passages`, whole)}, ${ratio.toFixed(2)} × fp32`)
    }
    console.log(
      `from weights (${(size / 1e6).toFixed(0)} MB) to the first prediction: ${firstSeconds.toFixed(2)} s, ` +
        `peak memory ${(usage.peakMemoryBytes / size).toFixed(2)} × the weights`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
