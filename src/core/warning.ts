import { remarkKinds } from './corpus.ts'

/** The closed set of things that can be odd about a run without ending it. */
export const warningCodes = [
  'byte-order-mark',
  'carriage-returns',
  'documents-unknown',
  'words-without-pieces',
  'truncated',
  'ignored-labels',
  'misaligned-predictions',
  'batch-sensitive',
  'percentile-withheld',
  'energy-estimated',
  'energy-unavailable',
  'region-assumed',
  'contaminated-development-data',
  'limited',
  'types-left-out',
  'deployed-truncated',
  'not-deployed',
  ...remarkKinds,
] as const
export type WarningCode = (typeof warningCodes)[number]

/** `count` says how many words, mentions or documents are meant; null where counting makes no sense. */
export interface Warning {
  readonly code: WarningCode
  readonly message: string
  readonly count: number | null
}
