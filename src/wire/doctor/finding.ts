/** One thing that was looked at. */
export interface Finding {
  readonly area: 'machine' | 'devices' | 'meters' | 'corpora' | 'models' | 'disk'
  readonly name: string
  /** `ok`: there. `missing`: not there, and nothing is wrong with that. `problem`: something that was set does not work. */
  readonly state: 'ok' | 'missing' | 'problem'
  readonly detail: string
  /** What to do; null where nothing need be done. */
  readonly remedy: string | null
}
