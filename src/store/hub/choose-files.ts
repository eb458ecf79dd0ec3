import { BenchError } from '../../core/error.ts'

/** What of a repository is needed to open a model. */
export interface ChosenFiles {
  /** Small files first. */
  readonly paths: readonly string[]
  readonly weights: 'safetensors' | 'shards' | 'onnx' | 'pickle'
  /** The file to open: what else lies in the folder by then, from other runs or programs, must not matter. */
  readonly open: string
  /** Of weights in shards: the file that names them. Their own paths are not among `paths`. */
  readonly index: string | null
}

/** Which files can be read: all kinds, or the ONNX exports that transformers.js looks for, first of all in `onnx/`. */
export type ModelLayout = 'any' | 'transformersjs'

const shardIndex = 'model.safetensors.index.json'
const pickle = 'pytorch_model.bin'
const beside = [
  'config.json',
  'id2label.json',
  'manifest.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
]
/** Of tokenizers that have no `tokenizer.json`. */
const vocabularies = [
  'vocab.txt',
  'vocab.json',
  'merges.txt',
  'sentencepiece.bpe.model',
  'spiece.model',
  'spm.model',
  'tokenizer.model',
]

/**
 * Chooses among the files of a repository. With a dtype the ONNX export of that precision, where there is one; else, as fp32, safetensors,
 * whole or in shards; else `model.onnx`, or the only export; else a pickle. For transformers.js only exports count, without a dtype `model.onnx` or the
 * only one. Beside them the configuration and the tokenizer. Throws `MODEL`, naming `what`, where it is no model, is one of several that only a dtype can
 * tell apart, or has nothing that the layout allows.
 */
export function chooseFiles(
  paths: ReadonlySet<string>,
  dtype: string | null,
  what: string,
  layout: ModelLayout = 'any',
): ChosenFiles {
  const weights = chooseWeights(paths, dtype, what, layout)
  const folder = weights.open.startsWith('onnx/') && paths.has('onnx/config.json') ? 'onnx/' : ''
  const there = (names: readonly string[]) => names.map(name => folder + name).filter(name => paths.has(name))
  if (!paths.has(`${folder}config.json`))
    throw new BenchError('MODEL', `${what}: there is no config.json, so it is no model that can be opened`)
  const tokenizer = there(['tokenizer.json'])
  if (layout === 'transformersjs' && there(['tokenizer.json', 'tokenizer_config.json']).length < 2) {
    throw new BenchError(
      'MODEL',
      `${what}: there is no tokenizer.json with a tokenizer_config.json, which transformers.js needs; use --backend ort`,
    )
  }
  const small = [...there(beside), ...(tokenizer.length > 0 ? tokenizer : there(vocabularies))]
  return { ...weights, paths: [...small, ...weights.paths] }
}

function chooseWeights(
  paths: ReadonlySet<string>,
  dtype: string | null,
  what: string,
  layout: ModelLayout,
): ChosenFiles {
  const exports = exportsAmong(paths, layout)
  const wanted = exports.find(found => found.dtype === dtype)
  if (wanted !== undefined) return onnx(paths, wanted.path)
  const tensors = layout === 'transformersjs' ? null : tensorsAmong(paths)
  if (tensors !== null && tensors.weights !== 'pickle' && (dtype === null || dtype === 'fp32')) return tensors
  const [plain] = exports
  if (plain !== undefined) {
    if (dtype === null && (plain.dtype === 'fp32' || exports.length === 1)) return onnx(paths, plain.path)
    const choices = exports.map(found => found.dtype).join(', ')
    throw new BenchError(
      'MODEL',
      dtype === null
        ? `${what}: several ONNX exports and no model.onnx; choose with --dtype, one of ${choices}`
        : `${what}: no ONNX export in ${dtype}; it has ${choices}`,
    )
  }
  if (tensors !== null && dtype !== null && dtype !== 'fp32')
    throw new BenchError(
      'MODEL',
      `${what}: no ONNX export in ${dtype}; leave --dtype out, and ${tensors.open} runs as fp32`,
    )
  if (tensors !== null) return tensors
  if (layout === 'transformersjs' && tensorsAmong(paths) !== null) {
    throw new BenchError(
      'MODEL',
      `${what}: transformers.js runs ONNX files only, and there is none; ` +
        `write an ONNX export with "bioner-bench models export ${what} --out DIR2", and give that`,
    )
  }
  throw new BenchError('MODEL', `${what}: ${missing(paths)}`)
}

function tensorsAmong(paths: ReadonlySet<string>): ChosenFiles | null {
  const whole = 'model.safetensors'
  if (paths.has(whole)) return { paths: [whole], weights: 'safetensors', open: whole, index: null }
  if (paths.has(shardIndex)) return { paths: [shardIndex], weights: 'shards', open: shardIndex, index: shardIndex }
  return paths.has(pickle) ? { paths: [pickle], weights: 'pickle', open: pickle, index: null } : null
}

function missing(paths: ReadonlySet<string>): string {
  if (paths.has('adapter_config.json'))
    return 'it is an adapter, not a model; give its base model with --model, and download the adapter for --adapter'
  if (paths.has(`${pickle}.index.json`))
    return 'its weights are pickles in several files, which are not read; convert them to safetensors'
  return `no weights that can be read (looked for model.safetensors, ${shardIndex}, model*.onnx, onnx/model*.onnx, ${pickle})`
}

interface OnnxExport {
  readonly path: string
  readonly dtype: string
}

/** `model.onnx` first. Names as exporters and transformers.js use them; what lies in the root goes before `onnx/`, except for transformers.js. */
function exportsAmong(paths: ReadonlySet<string>, layout: ModelLayout): OnnxExport[] {
  const found = new Map<string, OnnxExport>()
  for (const folder of layout === 'transformersjs' ? ['onnx/', ''] : ['', 'onnx/']) {
    for (const path of paths) {
      if (!path.startsWith(folder)) continue
      const [name, suffix] = /^model(?:_(\w+))?\.onnx$/.exec(path.slice(folder.length)) ?? []
      if (name === undefined) continue
      const dtype = suffix === undefined ? 'fp32' : suffix === 'quantized' ? 'q8' : suffix
      if (!found.has(dtype)) found.set(dtype, { path, dtype })
    }
  }
  return [...found.values()].sort((a, b) => Number(b.dtype === 'fp32') - Number(a.dtype === 'fp32'))
}

/** With the data that exporters put beside a large graph: `model.onnx_data`, `model.onnx_data_1` …, `model.onnx.data`. */
function onnx(paths: ReadonlySet<string>, path: string): ChosenFiles {
  const data = [...paths].filter(
    name => name.startsWith(path) && /^(?:_data(?:_\d+)?|\.data)$/.test(name.slice(path.length)),
  )
  return { paths: [path, ...data], weights: 'onnx', open: path, index: null }
}
