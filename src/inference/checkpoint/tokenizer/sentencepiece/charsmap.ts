import type { Refuse } from './refuse.ts'

/** That of nmt_nfkc, the largest in use, has 240 KB. */
const maxBytes = 4 * 1024 * 1024

/**
 * Verifies the compiled rules of normalisation: the length of a trie, the trie (a double array of darts-clone), and the replacements, each ended by a
 * zero byte. The tokenizers library trusts every link of it and aborts the process at a wrong one, so every state that a text can lead to is looked
 * at here. No bytes are no rules. What `refuse` makes is thrown.
 */
export function verifyCharsmap(bytes: Uint8Array, refuse: Refuse): void {
  if (bytes.length === 0) return
  const broken = (what: string) => refuse(`normalizer_spec.precompiled_charsmap is damaged (${what})`)
  if (bytes.length > maxBytes) throw refuse(`normalizer_spec.precompiled_charsmap is larger than ${maxBytes} bytes`)
  if (bytes.length < 4) throw broken('it is cut off')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const trieBytes = view.getUint32(0, true)
  if (trieBytes === 0 || trieBytes % 4 !== 0 || trieBytes > bytes.length - 4) {
    throw broken(`its trie of ${trieBytes} bytes does not lie in its ${bytes.length}`)
  }
  const replacements = bytes.subarray(4 + trieBytes)
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(replacements)
  } catch {
    throw broken('its replacements are not UTF-8')
  }
  const units = Uint32Array.from({ length: trieBytes / 4 }, (_, index) => view.getUint32(4 + index * 4, true))
  const fault = findFault(units, replacements)
  if (fault !== null) throw broken(fault)
}

/** A state is where the labels of the next byte are looked for: unit `state ^ byte`, if it carries that byte. */
function findFault(units: Uint32Array, replacements: Uint8Array): string | null {
  const root = offsetOf(units[0] ?? 0)
  const seen = new Uint8Array(units.length)
  const open = [root]
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (let byte = 1; byte < 256; byte++) {
      const at = state ^ byte
      const unit = units[at]
      if (unit === undefined) return 'a link leads out of its trie'
      if (labelOf(unit) !== byte || seen[at] === 1) continue
      seen[at] = 1
      const next = at ^ offsetOf(unit)
      if (hasLeaf(unit)) {
        const leaf = units[next]
        if (leaf === undefined) return 'a link leads out of its trie'
        if (!beginsText(replacements, leaf & 0x7fffffff)) return 'a rule has no replacement'
      }
      open.push(next)
    }
  }
  return null
}

/** The layout of a unit is that of darts-clone. */
function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6)
}

/** Leaves carry no label: their highest bit is set. */
function labelOf(unit: number): number {
  return unit >>> 31 === 1 ? -1 : unit & 0xff
}

function hasLeaf(unit: number): boolean {
  return ((unit >>> 8) & 1) === 1
}

function beginsText(replacements: Uint8Array, at: number): boolean {
  const byte = replacements[at]
  return byte === undefined ? at === replacements.length : (byte & 0xc0) !== 0x80
}
