import { BenchError } from '../../../core/error.ts'
import { quoted } from '../tensors/quoted.ts'
import type { AdapterConfig } from './adapter-config.ts'
import { parsePattern } from './module-pattern.ts'
import { compilePattern, matchesWhole, type Program } from './pattern-program.ts'

/** Rank of a module's pair by the configuration, and the factor of its product. */
export interface LoraScaling {
  readonly rank: number
  readonly factor: number
}

/** About a second's work; every real adapter takes a thousandth of it. */
const maxTurns = 20_000_000
/** What a step costs to keep, so that 400,000 of them are the most. */
const turnsPerStep = 50

/**
 * Says rank and factor of a module (`bert.encoder.layer.0.attention.self.query`). As in peft the first pattern K counts for which
 * `^(.*\.)?(K)$` matches. Patterns come from a stranger: they are matched in linear time, and those that are no plain regular
 * expressions are refused. Throws `MODEL`, naming file and pattern.
 */
export function createScaling(config: AdapterConfig): (module: string) => LoraScaling {
  let turns = 0
  const spend = (spent: number) => {
    turns += spent
    if (turns > maxTurns) {
      throw new BenchError('MODEL', `${config.path}: rank_pattern and alpha_pattern take too long to match`)
    }
  }
  const rankOf = createLookup(config.path, 'rank_pattern', config.rankPattern, spend)
  const alphaOf = createLookup(config.path, 'alpha_pattern', config.alphaPattern, spend)
  return module => {
    const rank = rankOf(module) ?? config.rank
    const alpha = alphaOf(module) ?? config.alpha
    return { rank, factor: alpha / (config.rankStabilised ? Math.sqrt(rank) : rank) }
  }
}

function createLookup(
  path: string,
  key: string,
  patterns: ReadonlyMap<string, number>,
  spend: (turns: number) => void,
): (module: string) => number | null {
  const entries = [...patterns].map(([pattern, value]) => {
    const program = programOf(path, key, pattern)
    spend(program.length * turnsPerStep)
    return { program, value }
  })
  return module => entries.find(({ program }) => matchesWhole(program, module, spend))?.value ?? null
}

function programOf(path: string, key: string, pattern: string): Program {
  try {
    return compilePattern({
      kind: 'all',
      parts: [{ kind: 'start' }, anyPrefix, parsePattern(pattern), { kind: 'end' }],
    })
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new BenchError('MODEL', `${path}: ${key}: the pattern ${quoted(pattern)} is refused: ${cause.message}`, {
      cause,
    })
  }
}

/** `(.*\.)?` */
const anyPrefix = parsePattern('(.*\\.)?')
