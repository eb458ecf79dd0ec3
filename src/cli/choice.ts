import { InvalidArgumentError, Option } from 'commander'
import { didYouMean } from '../core/text/did-you-mean.ts'

/** An option that takes one of a few words, and says which word could have been meant. */
export function choiceOption(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices(words).argParser((typed: string) => {
    if (words.includes(typed)) return typed
    throw new InvalidArgumentError(`It is one of ${words.join(', ')}${didYouMean(typed, words)}`)
  })
}
