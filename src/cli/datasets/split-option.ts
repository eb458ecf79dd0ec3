import { InvalidArgumentError, Option } from 'commander'
import { type Split, splits } from '../../core/corpus.ts'
import { didYouMean } from '../../core/text/did-you-mean.ts'

/** `--split`; `devel` and `validation` mean `dev`. */
export function splitOption(): Option {
  return new Option('--split <name>', 'train | dev | test (devel and validation mean dev)')
    .default('test' satisfies Split)
    .argParser((typed: string): Split => {
      const name = typed === 'devel' || typed === 'validation' ? 'dev' : typed
      const split = splits.find(known => known === name)
      if (split !== undefined) return split
      throw new InvalidArgumentError(`It is one of ${splits.join(', ')}${didYouMean(typed, splits)}`)
    })
}
