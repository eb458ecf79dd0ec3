import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bestBatchSize, type Entry, type Task, type Timed } from './contender.ts'

const python = process.env.BIONER_PYTHON ?? 'python3'
const scripts = join(import.meta.dirname, '..')

/** Why the Python that BIONER_PYTHON names has not what is needed; null where it has. */
function whyNoPython(modules: readonly string[]): string | null {
  const probe = spawnSync(python, ['-c', `import ${modules.join(', ')}`], { encoding: 'utf8' })
  if (probe.error) return `${python} cannot be started (${probe.error.message}); name one with BIONER_PYTHON`
  if (probe.status === 0) return null
  return `${python} has not ${modules.join(', ')} (${probe.stderr.trim().split('\n').at(-1)}); name one that has with BIONER_PYTHON`
}

/** Ordinary dynamic int8 of an export, as published `model_quantized.onnx` files are. Null, or why there is none. */
export function quantizeDynamically(from: string, to: string): string | null {
  const absent = whyNoPython(['onnx', 'onnxruntime.quantization'])
  if (absent !== null) return absent
  const made = spawnSync(python, [join(scripts, 'inference_quantize.py'), from, to], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`inference_quantize.py: ${made.stderr}`)
  return null
}

/** What Python runs: its pipeline, at its best batch size, and bare onnxruntime with batches sorted by length. */
export async function openPython(
  task: Task,
): Promise<{ readonly entries: readonly Entry[]; readonly versions: string | null }> {
  const names = [
    'Python pipeline, fp32',
    'Python onnxruntime, fp32, sorted',
    'Python onnxruntime, int8 by rows, sorted',
  ] as const
  const absent = whyNoPython(['torch', 'transformers', 'onnxruntime', 'tokenizers'])
  if (absent !== null) return { entries: names.map(name => ({ name, absent })), versions: null }

  const child = spawn(python, [join(scripts, 'inference_peers.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      HF_HUB_OFFLINE: '1',
      TRANSFORMERS_VERBOSITY: 'error',
      TOKENIZERS_PARALLELISM: 'true',
      RAYON_NUM_THREADS: String(task.threads),
    },
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async <T>(request: object): Promise<T> => {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    const { value, done } = await answers.next()
    if (done) throw new Error('inference_peers.py ended before it answered')
    return JSON.parse(value)
  }
  const { versions } = await ask<{ versions: string }>({
    reference: task.reference,
    exported: task.exported,
    threads: task.threads,
    sentences: task.passages.map(({ text, tokens }) => tokens?.map(({ start, end }) => text.slice(start, end)) ?? []),
  })
  const pipeline = (batch: number, limit: number | null) => ask<Timed>({ run: 'pipeline', batch, limit })
  const batch = await bestBatchSize(async size => (await pipeline(size, 160)).seconds)
  const close = async () => {
    child.stdin.end()
  }
  return {
    versions,
    entries: [
      { name: `${names[0]}, batches of ${batch}`, run: () => pipeline(batch, null), close },
      { name: names[1], run: () => ask<Timed>({ run: 'fp32' }), close },
      { name: names[2], run: () => ask<Timed>({ run: 'int8' }), close },
    ],
  }
}
