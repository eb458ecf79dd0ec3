import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InferenceSession } from 'onnxruntime-node'
import type { Device } from '../device/device.ts'
import { type NodePlacement, placementOf } from '../device/node-placement.ts'

/** What onnxruntime writes down of the runs of a session, in a folder of its own. */
export interface Profile {
  readonly prefix: string
  /** Ends it, and reads where the nodes ran. */
  end(session: Pick<InferenceSession, 'endProfiling'>): Promise<NodePlacement>
  /** Where there is no session. */
  discard(): Promise<void>
}

/** null for the processor, where nothing else can run. */
export async function startProfile(device: Device): Promise<Profile | null> {
  if (device.kind === 'cpu') return null
  const folder = await mkdtemp(join(tmpdir(), 'bioner-bench-profile-'))
  const discard = () => rm(folder, { recursive: true, force: true })
  return {
    prefix: join(folder, 'run'),
    discard,
    async end(session) {
      session.endProfiling()
      try {
        const [name = ''] = await readdir(folder)
        return placementOf(await readFile(join(folder, name), 'utf8'))
      } finally {
        await discard()
      }
    },
  }
}

/** The same for every backend, so that they can be compared. */
export function sessionOptions(
  threads: number,
  device: Device,
  profile: Profile | null,
): InferenceSession.SessionOptions {
  return {
    executionProviders: [executionProvider(device)],
    ...(profile !== null && { enableProfiling: true, profileFilePrefix: profile.prefix }),
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableMemPattern: false, // each batch has a shape of its own, and patterns of all of them would pile up
    logSeverityLevel: 4,
  }
}

function executionProvider({ kind, index }: Device): InferenceSession.ExecutionProviderConfig {
  return kind === 'cuda' || kind === 'tensorrt' || kind === 'dml' ? { name: kind, deviceId: index } : kind
}
