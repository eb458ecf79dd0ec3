import { BenchError } from '../../core/error.ts'
import type { Environment } from '../corpus/roots.ts'

/** `BIONER_MIRROR`, null where it is not set. Throws `ARGUMENT` where it is no web address. */
export function mirrorOf({ BIONER_MIRROR: value }: Environment): URL | null {
  if (!value) return null
  const mirror = webAddress(value)
  if (mirror !== null && mirror.search === '' && mirror.hash === '') return mirror
  throw new BenchError('ARGUMENT', `BIONER_MIRROR: ${value}: expected an address such as https://host/base`)
}

/**
 * Where to ask for an address, in order. With a mirror `https://host/base` first `https://host/base/<host>/<path>`, where `<host>/<path>`
 * is that of the address; the address itself is asked only where the mirror does not have it (404). Throws `ASSET` for what is no web
 * address.
 */
export function addressesOf(url: string, mirror: URL | null): URL[] {
  const address = webAddress(url)
  if (address === null) throw new BenchError('ASSET', `${url}: not an address that can be fetched`)
  if (mirror === null) return [address]
  const mirrored = new URL(mirror)
  mirrored.pathname = `${mirror.pathname.replace(/\/+$/, '')}/${address.host}${address.pathname}`
  mirrored.search = address.search
  return [mirrored, address]
}

/** `BIONER_OFFLINE` set to anything but nothing, `0` or `false`. */
export function isOffline({ BIONER_OFFLINE: value = '' }: Environment): boolean {
  return !['', '0', 'false'].includes(value.toLowerCase())
}

function webAddress(text: string): URL | null {
  const url = URL.parse(text)
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url : null
}
