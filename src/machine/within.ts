/** What was promised, or null where it fails or takes longer: a fact that cannot be had must not stop a run. */
export async function within<T>(seconds: number, promise: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), seconds * 1_000)
  try {
    return await Promise.race([promise.catch(() => null), late])
  } finally {
    clearTimeout(timer)
  }
}
