import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { onDisk } from './disk-error.ts'

const factsSchema = z.strictObject({
  /** The address that was asked, redirects not followed. */
  url: z.string(),
  /** `ETag` or `Last-Modified`, for `If-Range`; null: the server names neither, and what is here cannot be gone on with. */
  validator: z.string().nullable(),
  totalBytes: z.number().nullable(),
})

/** What is known of the body that a part has the beginning of. */
export type PartFacts = z.infer<typeof factsSchema>

/**
 * A download on its way: a folder that belongs to this process alone. It is claimed by renaming it, which only one process can do, so
 * that two fetches never write to one file; what a killed process has left is claimed by the next.
 */
export interface Part {
  /** The bytes received so far. */
  readonly body: string
  /** For what is unpacked from it; goes away with the part. */
  readonly unpacked: string
  size(): Promise<number>
  /** null: nothing known, nothing to go on with. */
  facts(): Promise<PartFacts | null>
  /** Empties the body, and notes what comes next. */
  restart(facts: PartFacts | null): Promise<void>
  /** Leaves the part for a later process to go on with; an empty one is removed. */
  release(): Promise<void>
  remove(): Promise<void>
}

/** Claims what was left of an earlier download of this address, or begins anew. Throws `OUTPUT` where the folder cannot be written. */
export async function claimPart(downloads: string, url: string): Promise<Part> {
  const key = createHash('sha256').update(url).digest('hex').slice(0, 32)
  const folder = join(downloads, `${key}.${ownerName()}`)
  await onDisk(downloads, () => mkdir(downloads, { recursive: true }))
  for (const name of await onDisk(downloads, () => readdir(downloads))) {
    if (!(await isLeft(downloads, name, key))) continue
    const claimed = await rename(join(downloads, name), folder).then(
      () => true,
      () => false, // another process was faster
    )
    if (claimed) break
  }
  await onDisk(folder, () => mkdir(folder, { recursive: true }))
  return partIn(folder, join(downloads, key))
}

function partIn(folder: string, left: string): Part {
  const body = join(folder, 'body')
  const notes = join(folder, 'facts.json')
  const unpacked = join(folder, 'unpacked')
  const remove = () => rm(folder, { recursive: true, force: true })
  const size = () =>
    stat(body).then(
      facts => facts.size,
      () => 0,
    )
  return {
    body,
    unpacked,
    size,
    facts: async () => {
      const text = await readFile(notes, 'utf8').catch(() => 'null')
      const parsed = factsSchema.safeParse(parsedJson(text))
      return parsed.success ? parsed.data : null
    },
    restart: facts =>
      onDisk(body, async () => {
        await writeFile(body, '')
        await truncate(body)
        await writeFile(notes, JSON.stringify(facts))
      }),
    async release() {
      await rm(unpacked, { recursive: true, force: true })
      if ((await size()) === 0) return remove()
      await rename(folder, left).catch(remove) // a part is left there already: one is enough
    },
    remove,
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Host, process, and a number of its own for each part of a process. */
function ownerName(): string {
  return `${hostName()}.${process.pid}.${randomBytes(6).toString('hex')}`
}

function hostName(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 12)
}

const forgottenAfter = 10 * 60_000

/**
 * Whether nobody works on a part: its name has no owner, or the owner is gone. Of an owner on another machine that is not known; a
 * download that has not written for ten minutes, when no reply takes so long, is taken to be left.
 */
async function isLeft(downloads: string, name: string, key: string): Promise<boolean> {
  const [owned, host, process, ...rest] = name.split('.')
  if (owned !== key) return false
  if (host === undefined) return true
  if (process === undefined || rest.length !== 1) return false
  if (host === hostName()) return !isAlive(Number(process))
  const written = await stat(join(downloads, name, 'body')).catch(() => null)
  return written !== null && Date.now() - written.mtimeMs > forgottenAfter
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
