import { BenchError } from '../../core/error.ts'
import { notInstalled } from '../backend.ts'
import { reasonOf } from '../host/reason.ts'

export type Library = typeof import('@huggingface/transformers')

/**
 * Loads transformers.js, which only who asks for it has installed, and takes the network and its cache away from it: it reads the folder it is given. Throws
 * `ARGUMENT` with the remedy where it is not there.
 */
export async function loadLibrary(): Promise<Library> {
  const library = await load()
  const { env, LogLevel } = library
  env.allowRemoteModels = false
  env.allowLocalModels = true
  env.useFSCache = false
  env.useBrowserCache = false
  env.useCustomCache = false
  env.fetch = refuseConnection
  env.logLevel = LogLevel.NONE // what goes wrong comes back as an error; nothing is to be printed besides
  return library
}

/** For records: the library and what is beneath it. */
export function backendName({ env }: Library): string {
  return `@huggingface/transformers ${env.version} (onnxruntime-node ${env.backends.onnx.versions?.node ?? 'unknown'})`
}

async function load(): Promise<Library> {
  try {
    return await import('@huggingface/transformers')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND') throw notInstalled(cause)
    throw new BenchError(
      'ARGUMENT',
      `--backend transformersjs: @huggingface/transformers cannot be loaded (${reasonOf(cause)})`,
      {
        cause,
      },
    )
  }
}

async function refuseConnection(input: string | URL): Promise<never> {
  throw new Error(`no connection is made to ${input}`)
}
