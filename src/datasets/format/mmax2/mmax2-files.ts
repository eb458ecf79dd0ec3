import type { Source } from '../../../core/corpus.ts'
import { BenchError } from '../../../core/error.ts'

/** The files of one project that are read. `folder` is its path, with a slash at the end, or empty. */
export interface Mmax2Files {
  readonly folder: string
  /** Throws `INPUT` where the project has no such file. */
  file(path: Mmax2Path): Source
}

export const mmax2Paths = {
  uri: 'Basedata.uri',
  words: 'Basedata/Basedata.xml',
  sentences: 'Markables/sentence.xml',
  proteins: 'Markables/proteins.xml',
} as const
export type Mmax2Path = (typeof mmax2Paths)[keyof typeof mmax2Paths]

/** The projects among the files of a folder, in the order in which their first files come; other files are passed over. */
export function mmax2Projects(sources: readonly Source[]): Mmax2Files[] {
  const projects = new Map<string, Map<string, Source>>()
  for (const source of sources) {
    const name = source.name.replaceAll('\\', '/')
    const path = Object.values(mmax2Paths).find(end => name === end || name.endsWith(`/${end}`))
    if (path === undefined) continue
    const folder = name.slice(0, -path.length)
    const files = projects.get(folder) ?? new Map<string, Source>()
    files.set(path, source)
    projects.set(folder, files)
  }
  return [...projects].map(([folder, files]) => ({
    folder,
    file(path) {
      const source = files.get(path)
      if (source !== undefined) return source
      const needed = Object.values(mmax2Paths).join(', ')
      throw new BenchError('INPUT', `${folder}${path}: the file is missing; an MMAX2 project has ${needed}`)
    },
  }))
}
