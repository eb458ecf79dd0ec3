import { BenchError } from '../../core/error.ts'

const reasons = new Map([
  ['EACCES', 'no permission'],
  ['EPERM', 'not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOTDIR', 'a file stands where a folder is needed'],
  ['EEXIST', 'something else stands there'],
  ['EISDIR', 'a folder stands where a file is needed'],
  ['ENAMETOOLONG', 'the name is too long'],
])

/** Runs what touches files of the cache. Throws `OUTPUT`, naming `path` and the remedy, where the file system refuses. */
export async function onDisk<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw diskError(path, error)
  }
}

/** `OUTPUT` for an error of the file system, naming the path; any other error as it is. */
export function diskError(path: string, error: unknown): unknown {
  if (error instanceof BenchError || !(error instanceof Error) || !('code' in error)) return error
  const reason = reasons.get(String(error.code)) ?? error.message
  return new BenchError('OUTPUT', `${path}: cannot be written: ${reason}; set BIONER_HOME to another folder`, {
    cause: error,
  })
}
