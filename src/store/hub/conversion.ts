import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import { type ChosenFiles, chooseFiles } from './choose-files.ts'
import type { HubConnection } from './connection.ts'
import { checksumOf, fetchJson, fetchListing, type Listing } from './listing.ts'

/** A pickle of a commit, written to safetensors by the Hub's own converter in a pull request that nobody has merged. */
export interface Conversion {
  /** `refs/pr/N`. */
  readonly revision: string
  readonly listing: Listing
}

/** The account under which the Hub converts. Anybody may propose anything under the same title; this name is what tells them apart. */
const converter = 'SFconvertbot'

/** Of one account in one repository; there is hardly ever more than one. */
const mostProposals = 5

const discussionsSchema = z.object({
  discussions: z.array(
    z.object({
      num: z.int().positive(),
      status: z.string(),
      isPullRequest: z.boolean(),
      author: z.object({ name: z.string() }).nullish(),
    }),
  ),
})

/**
 * Looks for the converted weights of a repository that has a pickle only. They count where the pull request has the same pickle, the same
 * configuration and the same tokenizer as the commit that was asked for. null: there are none, or the Hub does not say.
 */
export async function findConversion(
  hub: HubConnection,
  repository: string,
  pickled: { readonly listing: Listing; readonly chosen: ChosenFiles },
  signal: AbortSignal,
): Promise<Conversion | null> {
  try {
    const query = `type=pull_request&status=open&author=${converter}&p=0`
    const url = hub.addressOf(`/api/models/${repository}/discussions?${query}`)
    const asked = { repository, revision: pickled.listing.commit, path: null }
    const { discussions } = await fetchJson(hub, url, asked, discussionsSchema, signal)
    const proposals = discussions.filter(
      ({ status, isPullRequest, author }) =>
        isPullRequest && status === 'open' && author?.name.toLowerCase() === converter.toLowerCase(),
    )
    for (const { num } of proposals.slice(0, mostProposals)) {
      const revision = `refs/pr/${num}`
      const listing = await fetchListing(hub, repository, revision, signal)
      if (isConversion(pickled, listing)) return { revision, listing }
    }
    return null
  } catch (error) {
    if (error instanceof BenchError && error.code !== 'OUTPUT') return null // the pickle is there, and can be read
    throw error
  }
}

function isConversion({ listing, chosen }: { listing: Listing; chosen: ChosenFiles }, proposed: Listing): boolean {
  const isSame = (path: string): boolean => {
    const [before, after] = [listing.files.get(path), proposed.files.get(path)]
    const checksum = before === undefined ? null : checksumOf(before)
    return checksum !== null && after !== undefined && checksumOf(after)?.hex === checksum.hex
  }
  return chosen.paths.every(isSame) && isTensors(proposed)
}

function isTensors({ files }: Listing): boolean {
  return ['safetensors', 'shards'].includes(chooseFiles(new Set(files.keys()), null, '').weights)
}

/** For the record: which weights were read. */
export function conversionNote(asked: string, revision: string): string {
  return `The weights of ${asked} are a pickle; read from the safetensors that the Hub's converter made of it (${revision}).`
}
