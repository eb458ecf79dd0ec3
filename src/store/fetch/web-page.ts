import { open } from 'node:fs/promises'

/** Whether a file begins like an HTML page, as the log-in of a network or an error page does that comes with status 200. */
export async function isWebPage(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
    return /^\uFEFF?\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body)\b/i.test(
      buffer.toString('utf8', 0, bytesRead),
    )
  } finally {
    await file.close()
  }
}
