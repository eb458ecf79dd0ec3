import { basename, dirname, relative, resolve } from 'node:path'
import { BenchError } from '../../core/error.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import { type Device, formatDevice, remedyFor } from '../device/device.ts'
import { reasonOf } from '../host/reason.ts'
import type { PlacedSession } from '../host/session.ts'
import { sessionOptions, startProfile } from '../host/session-options.ts'
import { checkInputNames, readLogits } from '../host/session-shape.ts'
import { backendName, type Library } from './library.ts'

/**
 * Opens an ONNX file as the token classifier that transformers.js makes of it, with the same threads and session options as our own backend. Throws `MODEL`,
 * naming the file, where it cannot be loaded or is no token classifier, `ARGUMENT` where the device cannot be had.
 */
export async function openTransformersJsSession(
  library: Library,
  { config, path }: { readonly config: Checkpoint['config']; readonly path: string },
  threads: number,
  device: Device,
): Promise<PlacedSession> {
  const folder = resolve(dirname(config.path))
  const profile = await startProfile(device)
  const load = library.AutoModelForTokenClassification.from_pretrained(folder, {
    local_files_only: true,
    subfolder: relative(folder, dirname(resolve(path))),
    model_file_name: basename(path, '.onnx'), // the whole name: what a dtype does is to append to it, and fp32 appends nothing
    dtype: 'fp32',
    device: device.kind as 'cpu', // the caller has seen to it that it is not `tensorrt`
    session_options: sessionOptions(threads, device, profile),
  })
  const model = await load.catch(async (cause: unknown) => {
    await profile?.discard()
    throw refusal(path, config.path, device, cause)
  })
  const session = model.sessions.model
  checkInputNames(path, session.inputNames)
  const tensorOf = (values: BigInt64Array, shape: number[]) => new library.Tensor('int64', values, shape)

  return {
    backend: backendName(library),
    placement: async () => (profile === null ? null : profile.end(session)),
    async run(input) {
      const { rows, width, ids, mask, typeIds } = input
      const shape = [rows, width]
      const feeds = {
        input_ids: tensorOf(ids, shape),
        attention_mask: tensorOf(mask, shape),
        ...(typeIds !== null && { token_type_ids: tensorOf(typeIds, shape) }),
      }
      const { logits } = await model(feeds).catch((cause: unknown) => {
        throw new BenchError('INFERENCE', `${path}: transformers.js failed (${reasonOf(cause)})`, { cause })
      })
      return readLogits(path, input, logits)
    },
  }
}

function refusal(path: string, configPath: string, device: Device, cause: unknown): BenchError {
  const reason = reasonOf(cause)
  if (reason.startsWith('Unsupported model type')) {
    return new BenchError('MODEL', `${configPath}: transformers.js cannot run it (${reason}); use --backend ort`, {
      cause,
    })
  }
  if (device.kind === 'cpu') {
    return new BenchError(
      'MODEL',
      `${path}: transformers.js cannot load it (${reason}); expected a complete ONNX model`,
      {
        cause,
      },
    )
  }
  return new BenchError(
    'ARGUMENT',
    `--device ${formatDevice(device)}: ${path} cannot be opened there (${reason}); ${remedyFor(device.kind)}`,
    { cause },
  )
}
