import type { BenchError } from '../../../../core/error.ts'

/** Makes the error that names the file, of what is wrong with it: `is cut off`. */
export type Refuse = (fault: string) => BenchError
