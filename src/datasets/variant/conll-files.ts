import type { Split } from '../../core/corpus.ts'
import type { ConllSplit } from './conll-variant.ts'
import type { PinTable, Repository } from './pins.ts'

interface ConllFolder {
  readonly repository: Repository
  /** Below a data folder, without a slash at the end; `member` is the same folder in the repository. */
  readonly path: string
  readonly member: string
  readonly names: Partial<Record<Split, string>>
  /** The folder whose lists of documents hold here, having the same sentences; this folder where it is not said. */
  readonly documents?: string
}

/** The names of the files in most repositories. */
export const usualNames = { train: 'train.tsv', dev: 'devel.tsv', test: 'test.tsv' } as const

/**
 * The splits of a folder of CoNLL files. `<name>.documents.tsv` and `<name>.concepts.tsv` belong to a split where the table lists
 * them: they come with this program.
 */
export function conllFiles(
  table: PinTable,
  { repository, path, member, names, documents = path }: ConllFolder,
): Partial<Record<Split, ConllSplit>> {
  const splits: Partial<Record<Split, ConllSplit>> = {}
  for (const split of ['train', 'dev', 'test'] as const) {
    const name = names[split]
    if (name === undefined) continue
    const stem = name.replace(/\.\w+$/, '')
    const map = `${documents}/${stem}.documents.tsv`
    const concepts = `${path}/${stem}.concepts.tsv`
    splits[split] = {
      conll: table.file(repository, `${path}/${name}`, `${member}/${name}`),
      documents: table.has(map) ? table.packaged(map) : null,
      ...(table.has(concepts) && { concepts: table.packaged(concepts) }),
    }
  }
  return splits
}
