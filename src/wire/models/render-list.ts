import { gridLines, paragraphLines } from '../../report/terminal/grid.ts'
import { inkOf } from '../../report/terminal/ink.ts'
import type { PackagedModel } from './catalogue.ts'
import type { Baseline, ListedFamily, ModelList } from './list.ts'

interface Look {
  readonly colours: boolean
  readonly width: number
}

/** An overview of the families; with `details` each of their models. Sources stand below, by number. */
export function renderModelList(list: ModelList, look: Look & { readonly details: boolean }): string {
  const notes = startNotes()
  const lines = [
    ...(list.package.length === 0 ? [] : packageLines(list.package, notes, look)),
    ...(look.details
      ? list.families.flatMap(family => familyLines(family, notes, look))
      : overviewLines(list.families, notes, look)),
    ...baselineLines(list.baselines, notes, look),
    ...paragraphLines(
      'F1 in percent, as others state it: nothing here was measured by this program.',
      { first: 2, rest: 2 },
      look.width,
    ),
    ...paragraphLines(
      `OpenMed: ${list.licence.name} (${list.licence.source}); list of models: ${list.source}`,
      { first: 2, rest: 2 },
      look.width,
    ),
    ...notes.lines(look.width),
  ]
  return `${lines.join('\n')}\n`
}

/** Numbers sources in the order in which they are named. */
function startNotes() {
  const numbers = new Map<string, number>()
  return {
    mark(source: string): string {
      const number = numbers.get(source) ?? numbers.size + 1
      numbers.set(source, number)
      return `[${number}]`
    },
    lines: (width: number) =>
      [...numbers].flatMap(([source, number]) => paragraphLines(`[${number}] ${source}`, { first: 2, rest: 6 }, width)),
  }
}

type Notes = ReturnType<typeof startNotes>

function packageLines(models: readonly PackagedModel[], notes: Notes, { colours, width }: Look): string[] {
  const ink = inkOf(colours)
  return models.flatMap(({ reference, title, types, scores }) => {
    const figures = scores.map(({ corpus, f1, source }) => `${corpus} ${percent(f1)}${notes.mark(source)}`)
    const said = [title, types?.join(', ') ?? '', ...figures].filter(text => text !== '')
    return [ink.bold(`  ${reference}`), ...paragraphLines(said.join('; '), { first: 4, rest: 4 }, width), '']
  })
}

function overviewLines(families: readonly ListedFamily[], notes: Notes, { colours, width }: Look): string[] {
  const ink = inkOf(colours)
  const rows = families.map(({ family, corpus, types, models, best }) => [
    { text: family, mark: ink.bold },
    corpus,
    types.length > 2 ? `${types.length} types` : types.join(', '),
    String(models.length),
    best === null ? '–' : percent(best.f1),
    best === null ? '' : (models.find(({ name }) => name === best.model)?.size ?? 'not said'),
    best === null ? '' : notes.mark(`${best.statedAs}: ${best.source}`),
  ])
  const header = ['OpenMed family', 'corpus', 'types', 'models', 'best F1', 'of', 'rests on']
  const more = `A model is hf:OpenMed/OpenMed-NER-FAMILY-SIZE; models list FAMILY names each.`
  return [...gridLines([header, ...rows], width), '', ...paragraphLines(more, { first: 2, rest: 2 }, width), '']
}

function familyLines(family: ListedFamily, notes: Notes, { colours, width }: Look): string[] {
  const ink = inkOf(colours)
  const { corpus, types, typesSource, caveat, claimed, models } = family
  const rows = models.map(({ reference, architecture, parameters, scores: [score] }) => [
    reference,
    architecture,
    `${parameters / 1_000_000}M`,
    score === undefined ? '–' : percent(score.f1),
    score === undefined ? '' : notes.mark(`${score.statedAs}: ${score.source}`),
  ])
  const facts = [
    `For ${corpus}; types ${types.join(', ')} ${typesSource === null ? '(read off no model)' : notes.mark(typesSource)}.`,
    claimed === null ? '' : `Claimed for the family: ${percent(claimed.f1)} ${notes.mark(claimed.source)}.`,
    caveat === null ? '' : `${caveat}.`,
  ]
  return [
    ink.bold(`  ${family.family}`),
    ...paragraphLines(facts.filter(fact => fact !== '').join(' '), { first: 4, rest: 4 }, width),
    ...gridLines([['reference', 'architecture', 'size', 'F1', 'rests on'], ...rows], width),
    '',
  ]
}

function baselineLines(baselines: readonly Baseline[], notes: Notes, { colours, width }: Look): string[] {
  const ink = inkOf(colours)
  if (baselines.length === 0) return []
  return [
    '  Baselines (whole entities, on the corpus itself); no source names a checkpoint of theirs',
    ...baselines.flatMap(({ system, year, scores }) => {
      const figures = scores.map(({ corpus, f1, source }) => `${corpus} ${percent(f1)}${notes.mark(source)}`)
      const title = `${system}${year === null ? '' : ` (${year})`}`
      return [ink.bold(`  ${title}`), ...paragraphLines(figures.join(', '), { first: 4, rest: 4 }, width)]
    }),
    '',
  ]
}

function percent(f1: number): string {
  return (100 * f1).toFixed(2)
}
