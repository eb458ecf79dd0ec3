import { BenchError } from '../../core/error.ts'

/** A model on the Hugging Face Hub, as the user named it. */
export interface HubReference {
  /** `OWNER/NAME`; a few old models have no owner. */
  readonly repository: string
  /** `NAME`, for tables. */
  readonly name: string
  /** A branch, a tag, a commit or `refs/pr/N`. */
  readonly revision: string
}

const commitShape = /^[0-9a-f]{40}$/

/** Whether a revision is a whole commit id: what it names never changes. */
export function isCommit(revision: string): boolean {
  return commitShape.test(revision)
}

/**
 * Reads `OWNER/NAME` or `OWNER/NAME@REVISION`, the branch `main` unless said. Throws `ARGUMENT` where the Hub could have no such name:
 * names become parts of addresses and of paths.
 */
export function parseHubReference(text: string): HubReference {
  const at = text.indexOf('@')
  const repository = at === -1 ? text : text.slice(0, at)
  const revision = at === -1 ? 'main' : text.slice(at + 1)
  const parts = repository.split('/')
  if (parts.length > 2 || !parts.every(isName) || repository.length > 96 || /--|\.git$/.test(repository)) {
    throw new BenchError('ARGUMENT', `hf:${text}: expected hf:OWNER/NAME or hf:OWNER/NAME@REVISION`)
  }
  if (!isRevision(revision)) {
    throw new BenchError(
      'ARGUMENT',
      `hf:${text}: ${JSON.stringify(revision)} cannot be a revision; expected a branch, a tag, a commit or refs/pr/N`,
    )
  }
  return { repository, name: parts.at(-1) ?? repository, revision }
}

/** For messages. */
export function shownReference({ repository, revision }: HubReference): string {
  return `hf:${repository}@${revision}`
}

function isName(part: string): boolean {
  return /^[A-Za-z0-9_](?:[\w.-]*\w)?$/.test(part) && !part.includes('..')
}

/** As git has it; no part of it may lead out of a folder. */
function isRevision(revision: string): boolean {
  return (
    revision.length <= 200 &&
    revision.split('/').every(part => /^[\w+-][\w.+-]*$/.test(part) && !part.includes('..') && !part.endsWith('.lock'))
  )
}
