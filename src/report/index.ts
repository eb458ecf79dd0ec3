import type { Reporter } from '../core/reporter.ts'
import { createHtmlReporter, type ReporterOptions } from './html.ts'

/** Formats by the name that `--format` knows. */
export const reporters = { html: createHtmlReporter } as const satisfies Record<
  string,
  (options: ReporterOptions) => Reporter
>
