import { paragraphLines } from '../../report/terminal/grid.ts'
import { inkOf } from '../../report/terminal/ink.ts'
import type { CorpusFit, ModelInspection } from './inspect.ts'

const shownLabels = 24

/** What a model is, then the corpora it fits: the variants that an id alone means. */
export function renderInspection(
  { model, folder, labels, maxPieces, licence, builtInLabelMap, fits }: ModelInspection,
  { colours, width }: { readonly colours: boolean; readonly width: number },
): string {
  const ink = inkOf(colours)
  const more = labels.length > shownLabels ? `, … (${labels.length})` : ''
  const facts: readonly (readonly [string, string | null])[] = [
    ['folder', folder],
    ['architecture', model.architecture],
    ['parameters', model.parameters === null ? 'not stated' : model.parameters.toLocaleString('en')],
    ['precision', model.precision ?? 'not stated'],
    ['types', model.types.join(', ')],
    ['labels', `${labels.slice(0, shownLabels).join(' ')}${more}`],
    [
      'reads',
      maxPieces === null
        ? 'any number of word-pieces'
        : `at most ${maxPieces} word-pieces at once, special ones included`,
    ],
    ['runs on', `${model.providers.map(provider => provider.name).join(', ')}; ${model.backend}`],
    ['weights', model.weightsSha256 === null ? null : `sha256 ${model.weightsSha256}`],
    ['tokenizer', model.tokenizerSha256 === null ? null : `sha256 ${model.tokenizerSha256}`],
    ['revision', model.revision],
    ['licence', licence === null ? 'not stated' : `${licence.name} (${licence.source})`],
    [
      'label map',
      builtInLabelMap === null ? 'none in the package' : `${builtInLabelMap.model}: ${builtInLabelMap.source}`,
    ],
    ...model.notes.map(note => ['note', note] as const),
  ]
  const defaults = fits.filter(fit => fit.default)
  const lines = [
    ink.bold(`  ${model.name}`),
    ...facts.flatMap(([name, value]) =>
      value === null ? [] : paragraphLines(`${name.padEnd(12, '\u00a0')} ${value}`, { first: 2, rest: 15 }, width),
    ),
    '',
    ...(defaults.length === 0
      ? paragraphLines(
          'It fits none of the registered corpora: run it with --label-map LABEL=TYPE, or on a corpus of your own.',
          { first: 2, rest: 2 },
          width,
        )
      : ['  Fits', ...defaults.flatMap(fit => fitLines(fit, width))]),
  ]
  return `${lines.map(line => line.replaceAll('\u00a0', ' ')).join('\n')}\n`
}

function fitLines({ corpus, types, severalTypes, missing, labelMap }: CorpusFit, width: number): string[] {
  const id = corpus.slice(0, corpus.indexOf('@'))
  const flag = (map: string | null) => (map === null ? '' : ` --label-map ${quoted(map)}`)
  const said = [
    types.map(({ modelType, corpusType, because }) => `${modelType} is ${corpusType} (${because})`).join(', '),
    ...severalTypes.map(one => `${one.modelType} is ${one.corpusTypes.join(' or ')}: run --cross${flag(one.labelMap)}`),
    missing.length > 5 ? `${missing.length} other types are not found` : '',
    missing.length > 0 && missing.length <= 5 ? `not found: ${missing.join(', ')}` : '',
    labelMap === null ? '' : `run --corpus ${id}${flag(labelMap)}`,
  ]
  return paragraphLines(`${corpus}: ${said.filter(text => text !== '').join('; ')}`, { first: 4, rest: 6 }, width)
}

/** As a shell would need it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
