import type { Pattern } from './module-pattern.ts'

/** A pattern as steps of a machine that is in several places at once: it never goes back, so no pattern can make it hang. */
export type Program = readonly Step[]

type Step =
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'go'; readonly to: readonly number[] }

const maxSteps = 4000

/** Throws `SyntaxError` where counted repetitions blow the pattern up beyond 4,000 steps. */
export function compilePattern(pattern: Pattern): Program {
  const steps: Step[] = []
  emit(pattern, steps)
  return steps
}

/**
 * Whether the whole text matches. Takes at most (length of the text + 1) · (steps + 1) turns, and tells `spend` how many it took
 * with every character.
 */
export function matchesWhole(program: Program, text: string, spend: (turns: number) => void): boolean {
  let places = reachable(program, [0], 0, text.length)
  for (let at = 0; at < text.length && places.size > 0; at++) {
    spend(places.size)
    const character = text[at] ?? ''
    const next: number[] = []
    for (const place of places) {
      const step = program[place]
      if (step?.kind === 'one' && step.accepts(character)) next.push(place + 1)
    }
    places = reachable(program, next, at + 1, text.length)
  }
  return places.has(program.length)
}

function emit(pattern: Pattern, steps: Step[]): void {
  if (steps.length > maxSteps) throw new SyntaxError('its repetitions are too many')
  switch (pattern.kind) {
    case 'all':
      for (const part of pattern.parts) emit(part, steps)
      return
    case 'any':
      emitAlternatives(pattern.parts, steps)
      return
    case 'repeat':
      emitRepetition(pattern.of, pattern.least, pattern.most, steps)
      return
    default:
      steps.push(pattern)
  }
}

function emitAlternatives(parts: readonly Pattern[], steps: Step[]): void {
  const starts: number[] = []
  const ends: number[] = []
  const fork = steps.push({ kind: 'go', to: starts }) - 1
  for (const part of parts) {
    starts.push(steps.length)
    emit(part, steps)
    ends.push(steps.push({ kind: 'go', to: [] }) - 1)
  }
  for (const end of ends) steps[end] = { kind: 'go', to: [steps.length] }
  steps[fork] = { kind: 'go', to: starts }
}

function emitRepetition(of: Pattern, least: number, most: number, steps: Step[]): void {
  for (let i = 0; i < least; i++) emitCounted(of, steps)
  if (most === Number.POSITIVE_INFINITY) {
    const fork = steps.push({ kind: 'go', to: [] }) - 1
    emitCounted(of, steps)
    steps.push({ kind: 'go', to: [fork] })
    steps[fork] = { kind: 'go', to: [fork + 1, steps.length] }
    return
  }
  for (let i = least; i < most; i++) {
    const fork = steps.push({ kind: 'go', to: [] }) - 1
    emitCounted(of, steps)
    steps[fork] = { kind: 'go', to: [fork + 1, steps.length] }
  }
}

/** With a step of its own: repetitions of nothing, one in the other, must come to the limit too. */
function emitCounted(of: Pattern, steps: Step[]): void {
  steps.push({ kind: 'go', to: [steps.length + 1] })
  emit(of, steps)
}

/** The places that wait for a character, and the end, that can be reached without reading one. */
function reachable(program: Program, from: readonly number[], at: number, length: number): Set<number> {
  const seen = new Set(from)
  const pending = [...seen]
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const step = program[place]
    const passes = step?.kind === 'start' ? at === 0 : step?.kind === 'end' && at === length
    for (const next of step?.kind === 'go' ? step.to : passes ? [place + 1] : []) {
      if (seen.has(next)) continue
      seen.add(next)
      pending.push(next)
    }
  }
  return seen
}
