import { z } from 'zod'
import { BenchError } from '../../core/error.ts'
import { corporaFile } from '../../prior/corpora-schema.ts'
import { readShippedJson } from '../../store/assets.ts'
import { type ClaimedScore, readClaimedScores } from './openmed-claims.ts'

const sentence = z.string().min(1)
const schema = z.strictObject({
  format: z.literal('bioner-bench/models@1'),
  note: sentence,
  package: z.array(
    z.strictObject({
      reference: sentence,
      title: sentence,
      architecture: sentence,
      parameters: z.int().positive().nullable(),
      corpora: z.array(sentence).nullable(),
      types: z.array(sentence).nullable(),
      licence: sentence.nullable(),
      scores: z.array(
        z.strictObject({ corpus: sentence, f1: z.number().min(0).max(1), statedAs: sentence, source: sentence }),
      ),
    }),
  ),
  owner: sentence,
  source: sentence,
  licence: z.strictObject({ name: sentence, source: sentence }),
  checkpoint: sentence,
  sizes: z.array(
    z.strictObject({ size: sentence, millions: z.int().positive(), architecture: sentence, onnx: sentence }),
  ),
  families: z.array(z.strictObject({ family: sentence, corpus: sentence, absentSizes: z.array(sentence) })),
})
const sourcesFile = z.object({ sources: z.record(z.string(), sentence) })

/** A tagger that comes with the program. */
export interface PackagedModel {
  readonly reference: string
  readonly title: string
  readonly architecture: string
  readonly parameters: number | null
  /** What it was trained on; null: whatever it is run on. */
  readonly corpora: readonly string[] | null
  readonly types: readonly string[] | null
  readonly licence: string | null
  readonly scores: readonly KnownScore[]
}

/** A published checkpoint. */
export interface OpenMedModel {
  /** As `run --model` takes it. */
  readonly reference: string
  readonly name: string
  /** The repository of its ONNX export, without the owner. */
  readonly onnx: string
  readonly family: string
  readonly size: string
  readonly architecture: string
  /** As its name says, which is rounded. */
  readonly parameters: number
  readonly scores: readonly KnownScore[]
}

/** A figure of others, with its source in words. */
export type KnownScore = Omit<ClaimedScore, 'model'>

/** Models of many sizes for one corpus. */
export interface OpenMedFamily {
  readonly family: string
  /** The corpus that it was made for, by id. */
  readonly corpus: string
  /** As the sources write them. `typesSource` null: read off the corpus or the paper, on no model. */
  readonly types: readonly string[]
  readonly typesSource: string | null
  readonly caveat: string | null
  readonly models: readonly OpenMedModel[]
}

export interface Catalogue {
  readonly package: readonly PackagedModel[]
  /** Where the list of OpenMed models was read. */
  readonly source: string
  readonly licence: { readonly name: string; readonly source: string }
  readonly families: readonly OpenMedFamily[]
}

/** The models of the package and of OpenMed, with what is known of them. Throws `ASSET` where a file of the package is missing or does not fit the others. */
export async function readCatalogue(): Promise<Catalogue> {
  const [list, { corpora }, { sources }, scores] = await Promise.all([
    readShippedJson('assets/models.json', schema),
    readShippedJson('assets/prior/corpora.json', corporaFile),
    readShippedJson('assets/prior/sources.json', sourcesFile),
    readClaimedScores(),
  ])
  const sourceByKey = new Map(Object.entries(sources))
  const sourceOf = (key: string) => found(sourceByKey.get(key), `source ${key}`)
  const corpusById = new Map(corpora.map(corpus => [corpus.id, corpus]))
  const scoresByModel = Map.groupBy(scores, score => score.model)

  const families = list.families.map(({ family, corpus, absentSizes }): OpenMedFamily => {
    const facts = found(corpusById.get(corpus), `corpus ${corpus}`)
    const models = list.sizes
      .filter(({ size }) => !absentSizes.includes(size))
      .map(({ size, millions, architecture, onnx }): OpenMedModel => {
        const name = list.checkpoint.replace('{family}', family).replace('{size}', size)
        const known = scoresByModel.get(name) ?? []
        return {
          reference: `hf:${list.owner}/${name}`,
          name,
          onnx: onnx.replace('{checkpoint}', name),
          family,
          size,
          architecture,
          parameters: millions * 1_000_000,
          scores: known.map(({ model: _, ...score }) => ({ ...score, source: sourceOf(score.source) })),
        }
      })
    return {
      family,
      corpus,
      types: facts.entityTypes,
      typesSource: facts.rawTagsSource === null ? null : sourceOf(facts.rawTagsSource),
      caveat: facts.caveat,
      models,
    }
  })
  const { name, source } = list.licence
  return {
    package: list.package,
    source: sourceOf(list.source),
    licence: { name, source: sourceOf(source) },
    families,
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value
  throw new BenchError('ASSET', `assets/models.json or assets/prior: ${what} is not defined; install the package again`)
}
