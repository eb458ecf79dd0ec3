/** The first line of what a library says; onnxruntime repeats it below with file names of its own sources. */
export function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return (message.split('\n')[0] ?? '').trim()
}
