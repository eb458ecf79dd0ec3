import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, InferenceSession, Tensor } from 'onnxruntime-node'
import { BenchError } from '../../core/error.ts'
import { type Device, formatDevice, remedyFor } from '../device/device.ts'
import { type NodePlacement, placementOf } from '../device/node-placement.ts'
import type { Logits } from '../words.ts'

/** Rows of equal length. */
export interface ModelInput {
  readonly rows: number
  readonly width: number
  readonly ids: BigInt64Array
  /** 1 where there is a piece, 0 where there is padding. */
  readonly mask: BigInt64Array
  /** null: all zero. */
  readonly typeIds: BigInt64Array | null
}

export interface Session {
  /** onnxruntime's own version. */
  readonly version: string
  /** Throws `INFERENCE` where onnxruntime fails, `MODEL` where its answer is not one row of numbers for each piece. */
  run(input: ModelInput): Promise<Logits>
}

/** A session that knows where its nodes run. */
export interface PlacedSession extends Session {
  /** Where the nodes of the runs so far ran; null on the processor, where nothing else can be. Can be asked once. */
  placement(): Promise<NodePlacement | null>
}

/** A graph with its weights. */
export interface SessionSource {
  /** Of the weights, for messages. */
  readonly path: string
  /** An ONNX file where it is null. */
  readonly graph: GraphBytes | null
}

/** A graph in memory whose weights lie in files. */
export interface GraphBytes {
  readonly bytes: Uint8Array
  /** The files are named in the graph as seen from here; no link may lead out of it. */
  readonly folder: string
}

/**
 * Opens an ONNX graph on a device (not `auto`), with `threads` threads of the processor. Inputs are found by name. Throws `MODEL`, naming the file, where
 * onnxruntime cannot load it or where it is not a token classifier; `DEVICE` where it cannot be loaded onto another device than the processor.
 */
export async function openSession(source: SessionSource, threads: number, device: Device): Promise<PlacedSession> {
  env.logLevel = 'fatal' // what goes wrong comes back as an error; nothing is to be printed besides
  const { path } = source
  const profiles = device.kind === 'cpu' ? null : await mkdtemp(join(tmpdir(), 'bioner-bench-profile-'))
  const session = await load(source, threads, device, profiles)
  const known = ['input_ids', 'attention_mask', 'token_type_ids']
  const foreign = session.inputNames.find(name => !known.includes(name))
  const absent = known.slice(0, 2).find(name => !session.inputNames.includes(name))
  if (foreign !== undefined || absent !== undefined) {
    throw new BenchError(
      'MODEL',
      `${path}: its inputs are ${session.inputNames.join(', ')}; expected input_ids, attention_mask and perhaps token_type_ids`,
    )
  }
  const output = session.outputNames.length === 1 ? session.outputNames[0] : 'logits'
  if (output === undefined || !session.outputNames.includes(output)) {
    throw new BenchError(
      'MODEL',
      `${path}: its outputs are ${session.outputNames.join(', ')}; expected one called logits`,
    )
  }
  const tensorOf = createTensors(path, session)

  return {
    version: env.versions.node ?? 'unknown',
    async placement() {
      if (profiles === null) return null
      session.endProfiling()
      try {
        const [name = ''] = await readdir(profiles)
        return placementOf(await readFile(join(profiles, name), 'utf8'))
      } finally {
        await rm(profiles, { recursive: true, force: true })
      }
    },
    async run({ rows, width, ids, mask, typeIds }) {
      const values = new Map([
        ['input_ids', ids],
        ['attention_mask', mask],
        ['token_type_ids', typeIds ?? new BigInt64Array(ids.length)],
      ])
      const feeds: Record<string, Tensor> = {}
      for (const [name, value] of values) {
        if (session.inputNames.includes(name)) feeds[name] = tensorOf(name, value, [rows, width])
      }
      const answer = (await runSession(path, session, feeds, output))[output]
      const [answerRows, answerWidth, labels] = answer?.dims ?? []
      if (answer === undefined || answer.dims.length !== 3 || answerRows !== rows || answerWidth !== width || !labels) {
        throw new BenchError(
          'MODEL',
          `${path}: for ${rows} × ${width} pieces its logits have the shape ${answer?.dims.join(' × ')}; ` +
            `expected ${rows} × ${width} × labels`,
        )
      }
      if (answer.type !== 'float32' && answer.type !== 'float16') {
        throw new BenchError('MODEL', `${path}: its logits are ${answer.type}; expected float32 or float16`)
      }
      return { data: answer.data as ArrayLike<number>, labels }
    },
  }
}

async function load(
  { path, graph }: SessionSource,
  threads: number,
  device: Device,
  profiles: string | null,
): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [executionProvider(device)],
    ...(profiles !== null && { enableProfiling: true, profileFilePrefix: join(profiles, 'run') }),
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableMemPattern: false, // each batch has a shape of its own, and patterns of all of them would pile up
    logSeverityLevel: 4,
  }
  try {
    if (graph === null) return await InferenceSession.create(path, options)
    const extra = { session: { model_external_initializers_file_folder_path: graph.folder } }
    return await InferenceSession.create(graph.bytes, { ...options, extra })
  } catch (cause) {
    if (profiles !== null) await rm(profiles, { recursive: true, force: true })
    if (device.kind !== 'cpu') {
      const reason = reasonOf(cause)
      throw new BenchError(
        'DEVICE',
        `--device ${formatDevice(device)}: ${path} cannot be opened there (${reason}); ${remedyFor(device.kind)}`,
        { cause, reason },
      )
    }
    throw new BenchError(
      'MODEL',
      `${path}: onnxruntime cannot load it (${reasonOf(cause)}); expected a complete ONNX model`,
      { cause },
    )
  }
}

async function runSession(path: string, session: InferenceSession, feeds: Record<string, Tensor>, output: string) {
  try {
    return await session.run(feeds, [output])
  } catch (cause) {
    throw new BenchError('INFERENCE', `${path}: onnxruntime failed (${reasonOf(cause)})`, { cause })
  }
}

function executionProvider({ kind, index }: Device): InferenceSession.ExecutionProviderConfig {
  return kind === 'cuda' || kind === 'tensorrt' || kind === 'dml' ? { name: kind, deviceId: index } : kind
}

/** Exports want 64-bit integers, a few 32-bit ones. */
function createTensors(path: string, session: InferenceSession) {
  const types = new Map(
    session.inputMetadata.map(input => [input.name, input.isTensor ? input.type : 'no tensor'] as const),
  )
  for (const [name, type] of types) {
    if (type !== 'int64' && type !== 'int32') {
      throw new BenchError('MODEL', `${path}: its input ${name} is ${type}; expected int64 or int32`)
    }
  }
  return (name: string, values: BigInt64Array, shape: readonly number[]) =>
    types.get(name) === 'int32'
      ? new Tensor('int32', Int32Array.from(values, Number), shape)
      : new Tensor('int64', values, shape)
}

/** The first line of what onnxruntime says; the rest repeats it with file names of its own sources. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return (message.split('\n')[0] ?? '').trim()
}
