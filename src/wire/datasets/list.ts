import type { Licence, Origin, Split } from '../../core/corpus.ts'
import { splits } from '../../core/corpus.ts'
import { gridLines, paragraphLines } from '../../report/terminal/grid.ts'
import { inkOf } from '../../report/terminal/ink.ts'
import { findPin } from '../../store/corpus/find-pin.ts'
import { type CorpusRoots, corpusRoots, type Environment, type RootKind } from '../../store/corpus/roots.ts'
import { findRegistered, type RegisteredReference, registered, registeredCorpora } from '../corpora/references.ts'

/** Where the files of a split are: in one kind of place, in several, some of them nowhere, or none anywhere. */
export type Presence = RootKind | 'mixed' | 'part' | 'no'

export interface ListedVariant {
  readonly id: string
  readonly variant: string
  readonly default: boolean
  readonly title: string
  readonly view: 'sentence' | 'document'
  readonly types: readonly string[]
  readonly licence: Licence
  readonly splitOrigin: string
  readonly origin: string | null
  readonly refused: string | null
  readonly splits: Readonly<Partial<Record<Split, { readonly onDisk: Presence; readonly mentions: number | null }>>>
  /** What would be fetched, for each file. */
  readonly files: readonly { readonly path: string; readonly checksum: string | null; readonly source: string }[]
}

export interface CorpusList {
  readonly format: 'bioner-bench/corpus-list@1'
  /** Where files are looked for, in this order. */
  readonly folders: CorpusRoots['folders']
  readonly corpora: readonly {
    readonly id: string
    readonly title: string
    readonly origin: string
    readonly citation: string
    readonly variants: readonly ListedVariant[]
  }[]
}

/** All corpora, or the ones named by `ID` or `ID@VARIANT`. Reads no corpus: files count as on disk by being there. Throws `ARGUMENT`. */
export async function listCorpora(references: readonly string[], env: Environment): Promise<CorpusList> {
  const roots = corpusRoots(env)
  const wanted = references.length === 0 ? registeredCorpora.map(corpus => corpus.id) : references
  const byCorpus = Map.groupBy(wanted.flatMap(variantsNamed), reference => reference.corpus)
  const corpora = [...byCorpus].map(async ([corpus, references]) => ({
    id: corpus.id,
    title: corpus.title,
    origin: corpus.origin,
    citation: corpus.citation,
    variants: await Promise.all(references.map(reference => describe(reference, roots))),
  }))
  return { format: 'bioner-bench/corpus-list@1', folders: roots.folders, corpora: await Promise.all(corpora) }
}

/** The list for a terminal; `details` adds what is special about each variant, and its source. */
export function renderCorpusList(
  { corpora }: CorpusList,
  { colours, width, details }: { readonly colours: boolean; readonly width: number; readonly details: boolean },
): string {
  const ink = inkOf(colours)
  const header = ['corpus@variant', 'view', 'train', 'dev', 'test', 'may be passed on']
  const rows = corpora.flatMap(({ id, variants }) =>
    variants.map(listed => [
      listed.default ? { text: `${id}@${listed.variant} *`, mark: ink.bold } : `${id}@${listed.variant}`,
      listed.view,
      ...splits.map(split => presenceText(listed, split)),
      listed.licence.redistributable,
    ]),
  )
  const lines = gridLines([header, ...rows], width)
  const legend =
    '* the variant that the id alone means. on disk: data = BIONER_DATA, cache = fetched, package = comes with the program, ' +
    'no = datasets fetch gets it, part = some of its files are missing, – = the variant has no such split.'
  const notes = details
    ? corpora.flatMap(corpus => [
        '',
        ink.bold(`  ${corpus.title}`),
        ...paragraph(corpus.origin, width),
        ...corpus.variants.flatMap(listed => detailLines(listed, width, ink.bold)),
      ])
    : []
  return `${[lines[0] ?? '', ...lines.slice(1), '', ...paragraphLines(legend, { first: 2, rest: 2 }, width), ...notes].join('\n')}\n`
}

function variantsNamed(name: string): RegisteredReference[] {
  const one = registered(name)
  if (name.includes('@')) return [one]
  const others = Object.keys(one.corpus.variants).filter(variant => variant !== one.corpus.default)
  return [one, ...others.flatMap(variant => findRegistered(`${name}@${variant}`) ?? [])]
}

async function describe(
  { corpus, variantId, variant }: RegisteredReference,
  roots: CorpusRoots,
): Promise<ListedVariant> {
  const present: Partial<Record<Split, { onDisk: Presence; mentions: number | null }>> = {}
  for (const split of splits) {
    const pins = variant.files[split]
    if (pins === undefined) continue
    const places = await Promise.all(pins.map(async pin => (await findPin(roots, pin))?.root ?? null))
    present[split] = { onDisk: presenceOf(places), mentions: variant.counts[split]?.mentions ?? null }
  }
  const { title, view, types, licence, splitOrigin, origin, refused } = variant
  const pins = new Map(Object.values(variant.files).flatMap(all => all.map(pin => [pin.path, pin] as const)))
  const files = [...pins.values()].map(({ path, checksum, origin: source }) => ({
    path,
    checksum: checksum && `${checksum.algorithm}:${checksum.hex}`,
    source: sourceText(source),
  }))
  const isDefault = variantId === corpus.default
  return {
    ...{
      id: corpus.id,
      variant: variantId,
      default: isDefault,
      title,
      view,
      types,
      licence,
      splitOrigin,
      origin,
      refused,
    },
    ...{ splits: present, files },
  }
}

function presenceOf(places: readonly (RootKind | null)[]): Presence {
  // The documents of a CoNLL file come with the program wherever the file itself is.
  const elsewhere = new Set(places.filter(place => place !== 'package'))
  if (elsewhere.size === 0) return 'package'
  const [only] = elsewhere
  if (elsewhere.size === 1) return only ?? 'no'
  return elsewhere.has(null) ? 'part' : 'mixed'
}

function presenceText(listed: ListedVariant, split: Split): string {
  if (listed.refused !== null) return 'refused'
  return listed.splits[split]?.onDisk ?? '–'
}

function sourceText(origin: Origin): string {
  switch (origin.kind) {
    case 'package':
      return 'comes with the program'
    case 'file':
      return origin.url
    case 'archive':
      return origin.member === '' ? origin.url : `${origin.url} (${origin.member})`
  }
}

function detailLines(listed: ListedVariant, width: number, bold: (text: string) => string): string[] {
  const { id, variant, title, types, licence, splitOrigin, origin, refused, files } = listed
  return [
    '',
    bold(`  ${id}@${variant}`),
    ...paragraph(`${title}. Types: ${types.join(', ')}. Splits: ${splitOrigin}. Licence: ${licence.name}.`, width),
    ...(origin === null ? [] : paragraph(origin, width)),
    ...(refused === null ? [] : paragraph(`Refused: ${refused}`, width)),
    ...files.map(file => `    ${file.path}  ${file.source}`),
  ]
}

function paragraph(text: string, width: number): string[] {
  return paragraphLines(text, { first: 4, rest: 4 }, width)
}
