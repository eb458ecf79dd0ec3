import { z } from 'zod'
import { BenchError } from '../../../core/error.ts'
import { quoted } from './quoted.ts'
import { surveyKeys } from './repeated-key.ts'
import { type StoredTensor, type TensorType, tensorTypeBytes } from './stored-tensor.ts'
import { type WeightsFile, withWeightsFile } from './weights-file.ts'

/** A tensor takes about 150 bytes of the header, and the largest models have a few thousand. */
const maxHeaderBytes = 16 * 1024 * 1024
/** The header is an object of objects of lists. */
const maxDepth = 3

const natural = z.int().nonnegative()
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(natural),
  data_offsets: z.tuple([natural, natural]),
})

/**
 * Reads the header of a safetensors file and none of its weights. The format wants every byte to belong to exactly one tensor, and
 * so do we. Throws `MODEL`, naming the file, the tensor and what is wrong.
 */
export function readSafetensors(path: string): Promise<StoredTensor[]> {
  return withWeightsFile(path, async file => {
    const { text, dataStart } = await readHeader(file)
    const tensors = entriesOf(path, text).map(([name, entry]) => tensorOf(file, dataStart, name, entry))
    checkCover(file, dataStart, tensors)
    return tensors
  })
}

async function readHeader(file: WeightsFile): Promise<{ text: string; dataStart: number }> {
  const { path, bytes } = file
  if (bytes < 8) {
    throw new BenchError('MODEL', `${path}: ${bytes} bytes are too few for a header length; the file is truncated`)
  }
  const length = Number(new DataView((await file.read(0, 8)).buffer).getBigUint64(0, true))
  const refuse = (why: string) => new BenchError('MODEL', `${path}: the header length of ${length} bytes ${why}`)
  if (length > bytes - 8) throw refuse(`points past the end of the file (${bytes} bytes); it is no safetensors file`)
  if (length > maxHeaderBytes) throw refuse(`is beyond the limit of ${maxHeaderBytes}`)
  const header = await file.read(8, length)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(header), dataStart: 8 + length }
  } catch (cause) {
    throw new BenchError('MODEL', `${path}: the header is not UTF-8; it is no safetensors file`, { cause })
  }
}

function entriesOf(path: string, text: string): [string, unknown][] {
  const { repeated, depth } = surveyKeys(text, maxDepth)
  if (depth > maxDepth) throw new BenchError('MODEL', `${path}: the header is nested deeper than the format allows`)
  if (repeated !== null) {
    throw new BenchError('MODEL', `${path}: the header has a duplicate key: ${quoted(repeated)}; which one counts?`)
  }
  let header: unknown
  try {
    header = JSON.parse(text)
  } catch (cause) {
    throw new BenchError('MODEL', `${path}: the header is not JSON; it is no safetensors file or is damaged`, { cause })
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new BenchError('MODEL', `${path}: the header is not a JSON object`)
  }
  return Object.entries(header).filter(([name]) => name !== '__metadata__')
}

function tensorOf(file: WeightsFile, dataStart: number, name: string, entry: unknown): StoredTensor {
  const refuse = (why: string) => new BenchError('MODEL', `${file.path}: tensor ${quoted(name)}: ${why}`)
  const parsed = entrySchema.safeParse(entry)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw refuse(`${issue?.path.join('.') || 'the header'}: ${issue?.message}`)
  }
  const { dtype, shape, data_offsets: offsets } = parsed.data
  if (!isTensorType(dtype)) {
    throw refuse(`the dtype ${quoted(dtype)} is none of ${[...tensorTypeBytes.keys()].join(', ')}`)
  }
  const [start, end] = offsets
  if (start > end || end > file.bytes - dataStart) {
    throw refuse(
      `its bytes ${start} to ${end} are out of range: there are ${file.bytes - dataStart} bytes of weights; ` +
        'the file is truncated or shorter than its header says',
    )
  }
  const bytes = shape.reduce((product, size) => product * size, tensorTypeBytes.get(dtype) ?? 0)
  if (bytes !== end - start) {
    throw refuse(`the shape [${shape.slice(0, 8).join(', ')}] of ${dtype} needs ${bytes} bytes, it has ${end - start}`)
  }
  return { name, dtype, shape, file: file.path, offset: dataStart + start, bytes }
}

/** Bytes that two tensors share, or that none has, are a sign of a damaged or a doctored file. */
function checkCover(file: WeightsFile, dataStart: number, tensors: readonly StoredTensor[]): void {
  const sorted = tensors.toSorted((a, b) => a.offset - b.offset || a.bytes - b.bytes)
  let covered = dataStart
  let previous = 'the header'
  for (const { name, offset, bytes } of sorted) {
    if (offset < covered) {
      throw new BenchError('MODEL', `${file.path}: tensors ${previous} and ${quoted(name)} overlap`)
    }
    if (offset > covered) throw gap(file, offset - covered, `between ${previous} and ${quoted(name)}`)
    covered = offset + bytes
    previous = quoted(name)
  }
  if (covered < file.bytes) throw gap(file, file.bytes - covered, `behind ${previous}`)
}

function gap(file: WeightsFile, bytes: number, where: string): BenchError {
  return new BenchError('MODEL', `${file.path}: ${bytes} bytes ${where} belong to no tensor; the file is damaged`)
}

function isTensorType(dtype: string): dtype is TensorType {
  return tensorTypeBytes.has(dtype)
}
