import os from 'node:os'

/**
 * Bytes of memory that this process can have: the machine's, or the limit of its control group where that is lower. A container
 * shows the host's memory otherwise.
 */
export function memoryBytes(
  machineBytes: number = os.totalmem(),
  // 0 where it is not known, and more than any machine has where there is no limit.
  limitBytes: number = process.constrainedMemory(),
): number {
  return limitBytes > 0 ? Math.min(machineBytes, limitBytes) : machineBytes
}
