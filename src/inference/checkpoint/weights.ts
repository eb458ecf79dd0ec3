import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { BenchError } from '../../core/error.ts'
import { didYouMean } from '../../core/text/did-you-mean.ts'
import type { Backend } from '../backend.ts'
import { statedVersion } from '../graph/onnx/model-proto.ts'
import { type Precision, precisionNames, precisionOf } from '../graph/precision/precisions.ts'

/** What holds the weights, and the folder in which configuration, labels and tokenizer lie. */
export type Weights = OnnxFile | TensorFolder

interface OnnxFile {
  readonly kind: 'onnx'
  readonly path: string
  readonly folder: string
  /** What the file's name says: `fp32`, `int8` …; null where the name says nothing. */
  readonly dtype: string | null
}

/** Tensors without a graph, as they are published with PyTorch. */
interface TensorFolder {
  readonly kind: 'tensors'
  readonly folder: string
  /** In which their graph is built. */
  readonly precision: Precision
}

/** Names as exports and transformers.js use them, in the order in which they are looked for. */
const fileNames: ReadonlyMap<string, string> = new Map([
  ['fp32', 'model.onnx'],
  ['fp16', 'model_fp16.onnx'],
  ['int8', 'model_int8.onnx'],
  ['q8', 'model_quantized.onnx'],
  ['uint8', 'model_uint8.onnx'],
  ['q4', 'model_q4.onnx'],
  ['bnb4', 'model_bnb4.onnx'],
  ['q4f16', 'model_q4f16.onnx'],
  ['int8-blockwise', 'model_int8_blockwise.onnx'],
])

/** The file into which an export in a precision goes. */
export function exportName(precision: Precision): string {
  const dtype = [...fileNames.keys()].find(name => precisionOf(name) === precision)
  return fileNames.get(dtype ?? '') ?? `model_${precision}.onnx`
}

const tensorFiles = /^(model\.safetensors|pytorch_model\.bin)(\.index\.json)?$/

/**
 * Finds what to open in a folder. Without a dtype, or for fp32, its tensors, else `model.onnx` in it or in its `onnx/`, else the only ONNX file there is. For another dtype the
 * ONNX file of that name, else the tensors, of which a graph in that precision is built. A path to an `.onnx` file, or to one of the tensor files, is taken as it is. transformers.js looks into `onnx/`
 * first, and runs no tensors. Throws `MODEL` where there is nothing that the backend runs, `ARGUMENT` on an unknown dtype.
 */
export async function findWeights(path: string, dtype: string | null, backend: Backend): Promise<Weights> {
  if (dtype !== null) checkDtype(dtype)
  const entry = await stat(path).catch(() => null)
  if (entry === null)
    throw new BenchError(
      'MODEL',
      `${path}: not found; expected a folder with an ONNX model or model.safetensors, or an .onnx file`,
    )
  if (entry.isDirectory()) return findInFolder(path, dtype, backend)
  if (tensorFiles.test(basename(path))) return tensorsAs(dirname(path), dtype, backend)
  if (!path.endsWith('.onnx')) throw new BenchError('MODEL', `${path}: expected a folder or a file that ends in .onnx`)
  const named = dtypeOf(basename(path))
  if (dtype !== null && named !== dtype) {
    throw new BenchError(
      'ARGUMENT',
      `--dtype ${dtype}: the model is the file ${path}; give its folder to choose a file by dtype`,
    )
  }
  return { kind: 'onnx', path, folder: await folderOf(path), dtype: named }
}

export interface WeightsContent {
  /** Of the file and, behind it, of the external data that exporters put beside a large one. */
  readonly sha256: string
  /** The graph quantises activations as they come, with one scale a tensor: its results depend on the batch. */
  readonly quantizesDynamically: boolean
  /** What a file that was written here says of itself. */
  readonly precision: Precision | null
}

/** Reads the file once, piece by piece. Throws `MODEL` where it is empty. */
export async function inspectOnnx(path: string): Promise<WeightsContent> {
  if ((await stat(path)).size === 0) throw new BenchError('MODEL', `${path}: the file is empty; expected an ONNX model`)
  const names = await readdir(dirname(path))
  const external = [`${basename(path)}_data`, `${basename(path)}.data`].filter(name => names.includes(name))
  let quantizesDynamically = false
  let head: Buffer | null = null
  const sha256 = await hashFiles([path, ...external.map(name => join(dirname(path), name))], chunk => {
    // Every node names its operator in plain ASCII; one that a chunk border cuts in two is not the only one.
    head ??= chunk
    quantizesDynamically ||= chunk.includes('DynamicQuantizeLinear')
  })
  return { sha256, quantizesDynamically, precision: head === null ? null : statedPrecision(head) }
}

function statedPrecision(head: Uint8Array): Precision | null {
  const version = statedVersion(head)
  return precisionNames.find(name => name === version) ?? null
}

/** Hexadecimal SHA-256 over the files, one behind the other. */
export async function hashFiles(paths: readonly string[], look?: (chunk: Buffer) => void): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      look?.(chunk)
    }
  }
  return hash.digest('hex')
}

async function findInFolder(folder: string, dtype: string | null, backend: Backend): Promise<Weights> {
  const names: readonly string[] = await readdir(folder).catch(() => [])
  const hasTensors = names.some(name => tensorFiles.test(name))
  if (hasTensors && backend === 'ort' && (dtype === null || dtype === 'fp32')) return tensorsAs(folder, dtype, backend)
  const found = await findExports(folder, backend)
  if (found.length === 0 && !hasTensors && names.includes('adapter_config.json')) {
    throw new BenchError(
      'MODEL',
      `${folder}: it is an adapter, not a model; give the folder of its base model, and this one with --adapter`,
    )
  }
  const wanted = found.find(weights => weights.dtype === (dtype ?? 'fp32')) ?? (dtype === null ? found[0] : undefined)
  if (wanted === undefined && hasTensors) return tensorsAs(folder, dtype, backend)
  if (wanted === undefined || (dtype === null && wanted.dtype !== 'fp32' && found.length > 1)) {
    throw new BenchError('MODEL', missing(folder, dtype, found))
  }
  return wanted
}

/** What lies in the folder goes before what lies in its `onnx/`; for transformers.js it is the other way round. */
async function findExports(folder: string, backend: Backend): Promise<OnnxFile[]> {
  const found: OnnxFile[] = []
  for (const inner of backend === 'transformersjs' ? ['onnx', ''] : ['', 'onnx']) {
    const names: readonly string[] = await readdir(join(folder, inner)).catch(() => [])
    for (const [dtype, name] of fileNames) {
      if (names.includes(name)) found.push({ kind: 'onnx', path: join(folder, inner, name), folder, dtype })
    }
  }
  return found
}

/** Throws `ARGUMENT` where neither a file nor a graph could have the name. */
export function checkDtype(dtype: string): void {
  if (fileNames.has(dtype) || precisionOf(dtype) !== null) return
  const known = [...new Set([...fileNames.keys(), ...precisionNames])]
  throw new BenchError('ARGUMENT', `--dtype ${dtype}: expected one of ${known.join(', ')}${didYouMean(dtype, known)}`)
}

function tensorsAs(folder: string, dtype: string | null, backend: Backend): TensorFolder {
  if (backend === 'transformersjs') {
    throw new BenchError(
      'MODEL',
      `${folder}: transformers.js runs ONNX files only, and this folder has tensors; ` +
        `write an ONNX export with "bioner-bench models export ${folder} --out DIR2", and give that`,
    )
  }
  const precision = precisionOf(dtype ?? 'fp32')
  if (precision !== null) return { kind: 'tensors', folder, precision }
  throw new BenchError(
    'ARGUMENT',
    `--dtype ${dtype}: ${folder} has no ${fileNames.get(dtype ?? '')}, and no graph is built in it; of its tensors can be built ${precisionNames.join(', ')}`,
  )
}

function missing(folder: string, dtype: string | null, found: readonly OnnxFile[]): string {
  const choices = found.map(weights => weights.dtype).join(', ')
  if (found.length === 0) {
    return (
      `${folder}: no ONNX model in this folder or in its onnx/ (looked for ${[...fileNames.values()].join(', ')}), ` +
      'and no model.safetensors or pytorch_model.bin'
    )
  }
  if (dtype === null) return `${folder}: several ONNX models and no model.onnx; choose with --dtype, one of ${choices}`
  return `${join(folder, fileNames.get(dtype) ?? `model in ${dtype}`)}: not found; this folder has ${choices}`
}

function dtypeOf(fileName: string): string | null {
  return [...fileNames].find(([, name]) => name === fileName)?.[0] ?? null
}

/** In the layout of transformers.js the file is in `onnx/` and everything else one level up. */
async function folderOf(path: string): Promise<string> {
  const folder = dirname(path)
  const names = await readdir(folder)
  return basename(folder) === 'onnx' && !names.includes('config.json') ? dirname(folder) : folder
}
