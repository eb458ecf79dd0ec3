import { paragraphLines } from '../../../report/terminal/grid.ts'
import type { ModelExport } from './export.ts'

/** What was written, where, and what to do with it. */
export function renderExport(
  { model, path, folder, precision, parameters, bytes, written, probeDifference }: ModelExport,
  { width }: { readonly width: number },
): string {
  const paragraphs = [
    `${path}: ${precision}, ${(parameters / 1e6).toFixed(1)} M parameters, ${(bytes / 1e6).toFixed(1)} MB`,
    `written: ${written.join(', ')}`,
    `read back: the logits of a row differ from those of ${model} in float32 by at most ${probeDifference.toExponential(2)}`,
    `next: bioner-bench run --model ${path} --corpus ID, or models verify ${folder} --against FILE`,
  ]
  return `${paragraphs.flatMap(text => paragraphLines(text, { first: 2, rest: 4 }, width)).join('\n')}\n`
}
