import { BenchError } from '../core/error.ts'
import type { Tagger } from '../core/tagger.ts'
import { corpora as registry } from '../datasets/index.ts'
import type { LoadedCorpus } from '../run/plan.ts'
import type { Suite } from '../run/suite.ts'
import { loadCorpus } from './corpora/corpora.ts'
import { learnTrainedDictionary, type ModelReference } from './taggers.ts'

type TrainedDictionary = Extract<ModelReference, { kind: 'trained-dictionary' }>

/**
 * In a cross-corpus suite `dictionary` means the dictionary of every corpus that has a training split. Throws `ARGUMENT` where
 * none has.
 */
export function expandDictionaries({ cross, models }: Suite, corpora: readonly LoadedCorpus[]): string[] {
  if (!cross || !models.includes('dictionary')) return [...models]
  const learnable = corpora.filter(corpus => corpus.training !== null).map(referenceOf)
  if (learnable.length > 0) return [...new Set(models.flatMap(model => (model === 'dictionary' ? learnable : [model])))]
  throw new BenchError('ARGUMENT', '--cross --model dictionary: none of the corpora has a training split on disk')
}

function referenceOf({ facts: { id, variant } }: LoadedCorpus): string {
  const isDefault = new Map(Object.entries(registry)).get(id)?.default === variant
  return isDefault ? `dictionary:${id}` : `dictionary:${id}@${variant}`
}

/** Opens dictionaries of training splits; each split is read and learnt once, and not read at all where a corpus has it already. */
export function createDictionaryShelf(corpora: readonly LoadedCorpus[], clock: () => number) {
  const learnt = new Map<string, Promise<() => Tagger>>()
  const learn = async (reference: string, model: TrainedDictionary) => {
    const { corpus, variantId } = model.corpus
    const loaded = corpora.find(({ facts }) => facts.id === corpus.id && facts.variant === variantId)
    const training = loaded?.training ?? (await loadCorpus(model.corpus, 'train')).passages
    return learnTrainedDictionary(reference, model, training, clock)
  }
  return async (reference: string, model: TrainedDictionary): Promise<Tagger> => {
    const learning = learnt.get(reference) ?? learn(reference, model)
    learnt.set(reference, learning)
    return (await learning)()
  }
}
