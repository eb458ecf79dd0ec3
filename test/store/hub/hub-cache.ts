import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { ConnectionTuning } from '../../../src/store/hub/connection.ts'
import { fetchHubModel, type LocalModel } from '../../../src/store/hub/hub-model.ts'
import { parseHubReference } from '../../../src/store/hub/reference.ts'
import { resolveHubModel } from '../../../src/store/hub/resolve-model.ts'
import { folderWith } from '../corpus/folders.ts'
import { commitA, type FakeRepository } from './fake-hub.ts'

export const weights = 'weights '.repeat(10_000)

/** A repository as a maker publishes one, with more in it than anybody needs. */
export const tiny = {
  'README.md': '# tiny',
  'config.json': '{"model_type":"bert"}',
  'tokenizer.json': '{"model":{}}',
  'tokenizer_config.json': '{}',
  'vocab.txt': '[PAD]',
  'model.safetensors': weights,
  'pytorch_model.bin': `pickle of ${weights}`,
  'training_args.bin': 'x',
}

export function repositoryOf(files: Readonly<Record<string, string>>, more: Partial<FakeRepository> = {}) {
  return { commits: { [commitA]: files }, revisions: { main: commitA }, ...more }
}

interface HubCache {
  readonly home: string
  readonly folder: string
  /** Seconds of each wait, none of which takes any time. */
  readonly waits: number[]
  get(reference: string, options?: GetOptions): Promise<LocalModel>
  /** Files and links of the repository, links with what they lead to. */
  list(): string[]
  read(path: string): string
}

interface GetOptions {
  readonly dtype?: string
  readonly env?: Record<string, string>
  readonly signal?: AbortSignal
  readonly tuning?: ConnectionTuning
  readonly onBytes?: (path: string, received: number, total: number | null) => void
}

/** An empty cache, and downloads into it from a server. */
export function newHubCache(endpoint: string, home: string = folderWith(), repository = 'acme--tiny'): HubCache {
  const waits: number[] = []
  const folder = join(home, 'hub', `models--${repository}`)
  return {
    home,
    folder,
    waits,
    async get(reference, { dtype = null, env = {}, tuning, ...rest } = {}) {
      const options = {
        env: { HF_ENDPOINT: endpoint, HF_HOME: home, ...env },
        tuning: {
          sleep: async (milliseconds: number) => void waits.push(milliseconds / 1000),
          stallMilliseconds: 2000,
          ...tuning,
        },
        ...rest,
      }
      return fetchHubModel(await resolveHubModel(parseHubReference(reference), dtype, options), options)
    },
    list: () =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
            .filter(path => !lstatSync(join(folder, path)).isDirectory())
            .map(path => {
              const isLink = lstatSync(join(folder, path)).isSymbolicLink()
              return isLink ? `${path} -> ${readlinkSync(join(folder, path))}` : path
            })
            .sort()
        : [],
    read: path => readFileSync(join(folder, path), 'utf8'),
  }
}
