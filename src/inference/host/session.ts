import { env, InferenceSession, Tensor } from 'onnxruntime-node'
import { BenchError } from '../../core/error.ts'
import { type Device, formatDevice, remedyFor } from '../device/device.ts'
import type { NodePlacement } from '../device/node-placement.ts'
import type { Logits } from '../words.ts'
import { reasonOf } from './reason.ts'
import { type Profile, sessionOptions, startProfile } from './session-options.ts'
import { checkInputNames, readLogits } from './session-shape.ts'

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
  /** Library and version, for records. */
  readonly backend: string
  /** Throws `INFERENCE` where the library fails, `MODEL` where its answer is not one row of numbers for each piece. */
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
  const profile = await startProfile(device)
  const session = await load(source, threads, device, profile)
  checkInputNames(path, session.inputNames)
  const output = session.outputNames.length === 1 ? session.outputNames[0] : 'logits'
  if (output === undefined || !session.outputNames.includes(output)) {
    throw new BenchError(
      'MODEL',
      `${path}: its outputs are ${session.outputNames.join(', ')}; expected one called logits`,
    )
  }
  const tensorOf = createTensors(path, session)

  return {
    backend: `onnxruntime-node ${env.versions.node ?? 'unknown'}`,
    placement: async () => (profile === null ? null : profile.end(session)),
    async run(input) {
      const { rows, width, ids, mask, typeIds } = input
      const values = new Map([
        ['input_ids', ids],
        ['attention_mask', mask],
        ['token_type_ids', typeIds ?? new BigInt64Array(ids.length)],
      ])
      const feeds: Record<string, Tensor> = {}
      for (const [name, value] of values) {
        if (session.inputNames.includes(name)) feeds[name] = tensorOf(name, value, [rows, width])
      }
      return readLogits(path, input, (await runSession(path, session, feeds, output))[output])
    },
  }
}

async function load(
  { path, graph }: SessionSource,
  threads: number,
  device: Device,
  profile: Profile | null,
): Promise<InferenceSession> {
  const options = sessionOptions(threads, device, profile)
  try {
    if (graph === null) return await InferenceSession.create(path, options)
    const extra = { session: { model_external_initializers_file_folder_path: graph.folder } }
    return await InferenceSession.create(graph.bytes, { ...options, extra })
  } catch (cause) {
    await profile?.discard()
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
