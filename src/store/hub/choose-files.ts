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
 * Chooses among the files of a repository, by the rule for folders: without a dtype, or for fp32, safetensors, whole or in shards, else `model.onnx`, or the only export, else a
 * pickle; for another dtype the ONNX export of that precision, else the tensors, of which its graph may be built. For transformers.js only exports count. Beside them the configuration and the tokenizer. Throws
 * `MODEL`, naming `what`, where it is no model, or is one of several that only a dtype can tell apart.
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
  const tensors = layout === 'transformersjs' ? null : tensorsAmong(paths)
  const single = dtype === null || dtype === 'fp32'
  if (single && tensors !== null && tensors.weights !== 'pickle') return tensors
  const exports = exportsAmong(paths, layout)
  const wanted =
    exports.find(found => found.dtype === (dtype ?? 'fp32')) ?? (exports.length === 1 ? exports[0] : undefined)
  if (wanted !== undefined && (dtype === null || wanted.dtype === dtype)) return onnx(paths, wanted.path)
  if (tensors !== null && (exports.length === 0 || dtype !== null)) return tensors
  if (exports.length === 0 && layout === 'transformersjs' && tensorsAmong(paths) !== null) {
    throw new BenchError(
      'MODEL',
      `${what}: transformers.js runs ONNX files only, and there is none; ` +
        `write an ONNX export with "bioner-bench models export ${what} --out DIR2", and give that`,
    )
  }
  if (exports.length === 0) throw new BenchError('MODEL', `${what}: ${missing(paths)}`)
  const choices = exports.map(found => found.dtype).join(', ')
  throw new BenchError(
    'MODEL',
    dtype === null
      ? `${what}: several ONNX exports and no model.onnx; choose with --dtype, one of ${choices}`
      : `${what}: no ONNX export in ${dtype}; it has ${choices}`,
  )
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
