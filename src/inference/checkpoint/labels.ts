import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import { firstForeignTag } from '../../tags/alphabet.ts'
import { outside } from '../../tags/mark.ts'
import { createTagParser } from '../../tags/parse-tag.ts'
import type { Config } from './config.ts'
import { parseJson, readOptional } from './json-file.ts'

/** The labels of a model by id, and the file that names them. */
export interface Labels {
  readonly path: string
  readonly names: readonly string[]
  /** Names by config.json where both files have them and they are not the same: refused once the logits are known. */
  readonly rival: readonly string[] | null
}

const schema = z.record(
  z.string(),
  z.string().min(1, 'a label must not be empty'),
  'expected an object from id to label',
)

/**
 * Reads the labels from id2label.json where there is one, else from config.json. Throws `MODEL` where neither has them, ids
 * are not 0 to n − 1, a label occurs twice, `O` is missing, or a label is no tag.
 */
export async function readLabels(id2labelPath: string, config: Config): Promise<Labels> {
  const bytes = await readOptional(id2labelPath)
  if (bytes !== null) {
    const names = namesOf(id2labelPath, parseJson(id2labelPath, bytes, schema))
    const rival = config.id2label == null ? null : namesOf(config.path, parseConfigLabels(config))
    return { path: id2labelPath, names: checkNames(id2labelPath, names), rival: sameNames(names, rival) ? null : rival }
  }
  if (config.id2label == null) {
    throw new BenchError('MODEL', `${config.path}: id2label is missing; without it nobody knows what the logits mean`)
  }
  return {
    path: config.path,
    names: checkNames(config.path, namesOf(config.path, parseConfigLabels(config))),
    rival: null,
  }
}

/**
 * Holds the labels against the model. Throws `MODEL` where the logits are not as wide as there are labels, and where id2label.json and
 * config.json disagree.
 */
export function verifyLabels(labels: Labels, config: Config, logitsWidth: number): void {
  if (labels.names.length !== logitsWidth) {
    throw new BenchError(
      'MODEL',
      `${labels.path}: id2label names ${labels.names.length} labels, but the logits of the model are ${logitsWidth} wide`,
    )
  }
  if (labels.rival === null) return
  const id = labels.names.findIndex((name, index) => name !== labels.rival?.[index])
  throw new BenchError(
    'MODEL',
    `${labels.path} and ${config.path} disagree: label ${id} is ${labels.names[id]} in the one and ` +
      `${labels.rival[id] ?? 'missing'} in the other; correct the wrong file`,
  )
}

/** The types of labels, in the order of their ids; the type of an untyped label is `_`. */
export function typesOf(names: readonly string[]): string[] {
  const parse = createTagParser({ matching: 'conlleval' }, 'prefix')
  return [...new Set(names.filter(name => name !== outside).map(name => parse(name)?.type ?? ''))]
}

function parseConfigLabels(config: Config): Record<string, string> {
  const result = schema.safeParse(config.id2label)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new BenchError('MODEL', `${config.path}: ${['id2label', ...(issue?.path ?? [])].join('.')}: ${issue?.message}`)
}

function namesOf(path: string, id2label: Record<string, string>): string[] {
  const byId = new Map(Object.entries(id2label))
  return Array.from({ length: byId.size }, (_, id) => {
    const name = byId.get(String(id))
    if (name !== undefined) return name
    throw new BenchError(
      'MODEL',
      `${path}: id2label has ${byId.size} labels, so their ids must be 0 to ${byId.size - 1}, but ${id} is missing`,
    )
  })
}

function checkNames(path: string, names: readonly string[]): readonly string[] {
  const repeated = names.find((name, id) => names.indexOf(name) !== id)
  if (repeated !== undefined) throw new BenchError('MODEL', `${path}: id2label names ${repeated} twice`)
  if (!names.includes(outside)) {
    throw new BenchError('MODEL', `${path}: id2label has no label O, got ${names.slice(0, 5).join(', ')}`)
  }
  const foreign = names[firstForeignTag(names, { matching: 'conlleval' })]
  if (foreign !== undefined) {
    throw new BenchError('MODEL', `${path}: id2label: ${foreign} is neither O nor of the form B-TYPE (or I, E, S)`)
  }
  if (names.length < 2) throw new BenchError('MODEL', `${path}: id2label has no label besides O`)
  return names
}

function sameNames(a: readonly string[], b: readonly string[] | null): boolean {
  return b === null || (a.length === b.length && a.every((name, id) => name === b[id]))
}
