/** What a processor calls itself. CPUID numbers are null where there are none (Arm) or they cannot be read. */
export interface ProcessorIdentity {
  /** `AMD`, `Intel`, `ARM`, `Apple` …; empty where unknown. */
  readonly vendor: string
  /** A virtual machine may say as little as `AMD EPYC`. */
  readonly name: string
  readonly family: number | null
  readonly model: number | null
  readonly stepping: number | null
}
