import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What a model says of its licence, and the file that says so. */
export interface Licence {
  readonly name: string
  readonly source: string
}

const manifestSchema = z.object({ licence: z.string().min(1).optional(), license: z.string().min(1).optional() })

/** The front matter is at the very beginning; a model card may be long. */
const frontMatterBytes = 64 * 1024

/** Looks into the front matter of README.md, as on the Hub, then into manifest.json; null where neither says anything. */
export async function readLicence(folder: string): Promise<Licence | null> {
  const readme = join(folder, 'README.md')
  const onCard = licenceOfCard(await beginningOf(readme))
  if (onCard !== null) return { name: onCard, source: readme }
  const manifest = join(folder, 'manifest.json')
  const result = manifestSchema.safeParse(await jsonOrNull(manifest))
  const name = result.success ? (result.data.licence ?? result.data.license) : undefined
  return name === undefined ? null : { name, source: manifest }
}

/**
 * `license` of the YAML between the first two lines of dashes; where it is `other`, `license_name`. Only plain values at the top
 * level are read, which is how the Hub wants them.
 */
function licenceOfCard(card: string): string | null {
  const lines = card.replace(/^\ufeff/, '').split(/\r?\n/)
  if (lines[0]?.trimEnd() !== '---') return null
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---')
  if (end === -1) return null
  const stated = (key: string) => {
    const line = lines.slice(1, end).find(one => one.startsWith(`${key}:`))
    const value = line
      ?.slice(key.length + 1)
      .replace(/\s#.*$/, '')
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
    return value === undefined || value === '' ? null : value
  }
  const licence = stated('license')
  return licence === 'other' ? (stated('license_name') ?? licence) : licence
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path).catch(() => null)
  if (file === null) return ''
  try {
    const buffer = new Uint8Array(frontMatterBytes)
    const { bytesRead } = await file.read(buffer, 0, frontMatterBytes, 0)
    return new TextDecoder().decode(buffer.subarray(0, bytesRead))
  } catch {
    return '' // a folder of that name
  } finally {
    await file.close()
  }
}

async function jsonOrNull(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null // it is not there; where it is damaged, opening the model has said so
  }
}
