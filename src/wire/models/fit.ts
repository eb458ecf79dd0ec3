import { BenchError } from '../../core/error.ts'
import type { TypeClasses } from '../../run/cross/type-classes.ts'
import { type LabelMap, resolveLabelMap } from '../../run/label-map.ts'
import type { BuiltInLabelMap } from '../label-maps.ts'

/** Why a type of a model is taken for a type of a corpus; the first that holds. */
export type FitReason =
  | 'built-in map'
  | 'same name'
  | 'same name but for case'
  | 'label of a known family'
  | 'same class'

export interface FittedType {
  readonly modelType: string
  readonly corpusType: string
  readonly because: FitReason
}

interface SeveralTypes {
  readonly modelType: string
  readonly corpusTypes: readonly string[]
  /** For `run --cross --label-map`, where the name of the type does not tell its class; else null. */
  readonly labelMap: string | null
}

/** What a model can say of what a corpus asks for. */
export interface Fit {
  readonly types: readonly FittedType[]
  /** Types of the model that mean a class of which the corpus has several types: only `run --cross` can score them. */
  readonly severalTypes: readonly SeveralTypes[]
  /** Types of the model that the corpus does not ask for. */
  readonly ignored: readonly string[]
  /** Types of the corpus that the model cannot find. */
  readonly missing: readonly string[]
  /** For `--label-map`; null: `run` needs none. Where a label has a comma, the JSON that belongs in a file. */
  readonly labelMap: string | null
}

interface FitTerms {
  readonly builtIn: LabelMap | null
  /** All maps of the package: labels of other models that mean the same. */
  readonly known: readonly BuiltInLabelMap[]
  readonly classes: TypeClasses
}

/** Null where the corpus asks for nothing that the model finds. */
export function fitOf(
  model: { readonly reference: string; readonly types: readonly string[] },
  corpus: { readonly id: string; readonly types: readonly string[] },
  terms: FitTerms,
): Fit | null {
  const fitted = model.types.map(type => ({ type, ...fitType(type, corpus, terms) }))
  const types = fitted.flatMap(({ type, because, candidates: [only, ...others] }): FittedType[] =>
    because === null || only === undefined || others.length > 0 ? [] : [{ modelType: type, corpusType: only, because }],
  )
  const severalTypes = fitted.flatMap(({ type, candidates }): SeveralTypes[] => {
    if (candidates.length < 2) return []
    const meant = terms.classes.classOf(candidates[0] ?? type, corpus.id)
    const told = terms.classes.classOf(terms.builtIn?.get(type) ?? type, null) === meant
    return [{ modelType: type, corpusTypes: candidates, labelMap: told ? null : `${type}=${meant}` }]
  })
  if (types.length + severalTypes.length === 0) return null
  const found = new Set(fitted.flatMap(({ candidates }) => candidates))
  return {
    types,
    severalTypes,
    ignored: fitted.filter(({ candidates }) => candidates.length === 0).map(({ type }) => type),
    missing: corpus.types.filter(type => !found.has(type)),
    labelMap: types.length === 0 ? null : suggestMap(model, corpus.types, terms.builtIn, types),
  }
}

function fitType(
  type: string,
  { id, types }: { readonly id: string; readonly types: readonly string[] },
  { builtIn, known, classes }: FitTerms,
): { readonly because: FitReason | null; readonly candidates: readonly string[] } {
  const one = (because: FitReason, name: string | null | undefined) =>
    name !== null && name !== undefined && types.includes(name) ? { because, candidates: [name] } : null
  const insensitive = types.filter(name => name.toLowerCase() === type.toLowerCase())
  const meanings = [...new Set(known.flatMap(map => map.types.get(type) ?? []))]
  const said = meanings.filter(name => types.includes(name))
  const exact =
    one('built-in map', builtIn?.get(type)) ??
    one('same name', type) ??
    (insensitive.length === 1 ? one('same name but for case', insensitive[0]) : null) ??
    (said.length === 1 ? one('label of a known family', said[0]) : null)
  if (exact !== null) return exact
  const names = [builtIn?.get(type) ?? null, ...meanings, type].filter(name => name !== null)
  const meant = new Set(names.map(name => classes.classOf(name, null)))
  const candidates = types.filter(name => meant.has(classes.classOf(name, id)))
  return { because: candidates.length === 0 ? null : 'same class', candidates }
}

/** Null where `run` would come to the same by itself. */
function suggestMap(
  model: { readonly reference: string; readonly types: readonly string[] },
  corpusTypes: readonly string[],
  builtIn: LabelMap | null,
  types: readonly FittedType[],
): string | null {
  const target = new Map(types.map(({ modelType, corpusType }) => [modelType, corpusType]))
  const wanted = model.types.map(type => [type, target.get(type) ?? null] as const)
  try {
    const own = resolveLabelMap(model, corpusTypes, { given: null, builtIn })
    if (own.every(({ modelType, corpusType }) => corpusType === (target.get(modelType) ?? null))) return null
  } catch (error) {
    if (!(error instanceof BenchError)) throw error // what it cannot name is named here
  }
  if (wanted.some(([type]) => type.includes(','))) return JSON.stringify(Object.fromEntries(wanted))
  return wanted.map(([type, name]) => `${type}=${name ?? ''}`).join(',')
}
