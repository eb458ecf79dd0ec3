import { BenchError } from '../../../../core/error.ts'
import { quoted } from '../quoted.ts'
import { type TensorSource, tensorTypeBytes } from '../stored-tensor.ts'
import { type WeightsFile, withWeightsFile } from '../weights-file.ts'
import { isKind } from './globals.ts'
import type { Dict, PickleValue } from './pickle-value.ts'
import { gatherStrided, type StridedTensor, spanOf } from './strided.ts'
import { listMembers, type Member } from './torch-archive.ts'
import { unpickle } from './unpickle.ts'

/** A tensor takes about 200 bytes of the pickle. */
const maxPickleBytes = 4 * 1024 * 1024
const zipSignature = 0x504b0304

/**
 * Reads the directory of a pytorch_model.bin: a zip with a pickled state dict and the numbers, which stay where they lie; only what does not lie row
 * by row is read. Nothing is executed. Throws `MODEL`, naming the file and the member, the global or the tensor.
 */
export function readTorchFile(path: string): Promise<TensorSource[]> {
  return withWeightsFile(path, async file => {
    await checkZip(file)
    const members = await listMembers(path)
    const root = rootOf(path, members)
    await checkByteOrder(file, members.get(`${root}/byteorder`))
    const stateDict = await readStateDict(file, members.get(`${root}/data.pkl`))
    const views = [...stateDict.entries].map(([name, value]) => viewOf(path, root, members, name, value))
    return gatherStrided(file, views)
  })
}

async function checkZip(file: WeightsFile): Promise<void> {
  const start = file.bytes < 4 ? 0 : new DataView((await file.read(0, 4)).buffer).getUint32(0)
  if (start === zipSignature) return
  throw new BenchError(
    'MODEL',
    `${file.path}: not a zip file; if it was saved by PyTorch before 1.6, load it there and save the model again as safetensors`,
  )
}

/** Everything lies in one folder, which is named after the file that was once saved. */
function rootOf(path: string, members: ReadonlyMap<string, Member>): string {
  const roots = [...members.keys()].filter(name => /^[^/]+\/data\.pkl$/.test(name))
  const [root] = roots
  if (root === undefined || roots.length > 1) {
    throw new BenchError(
      'MODEL',
      `${path}: expected one member FOLDER/data.pkl, found ${roots.length}; not saved by PyTorch`,
    )
  }
  return root.slice(0, root.indexOf('/'))
}

async function checkByteOrder(file: WeightsFile, member: Member | undefined): Promise<void> {
  if (member === undefined) return
  const order = member.bytes > 16 ? '' : new TextDecoder().decode(await file.read(member.offset, member.bytes))
  if (order !== 'little') throw new BenchError('MODEL', `${file.path}: byteorder is ${quoted(order)}; expected little`)
}

async function readStateDict(file: WeightsFile, member: Member | undefined): Promise<Dict> {
  const { offset, bytes } = member ?? { offset: 0, bytes: 0 }
  const refuse = (why: string) => new BenchError('MODEL', `${file.path}: the pickle ${why}`)
  if (bytes > maxPickleBytes) throw refuse(`is ${bytes} bytes long; at most ${maxPickleBytes} are read`)
  const value = unpickle(await file.read(offset, bytes), refuse)
  if (!isKind(value, 'dict')) throw refuse('holds no state dict')
  return value
}

function viewOf(
  path: string,
  root: string,
  members: ReadonlyMap<string, Member>,
  name: string,
  value: PickleValue,
): StridedTensor {
  const refuse = (why: string) => new BenchError('MODEL', `${path}: tensor ${quoted(name)}: ${why}`)
  if (!isKind(value, 'tensor')) throw refuse('is no tensor; expected a plain state dict from names to tensors')
  const { storage, offset, shape, strides } = value
  const { dtype, key, count } = storage
  const size = tensorTypeBytes.get(dtype) ?? 1
  const member = members.get(`${root}/data/${key}`)
  if (member === undefined) throw refuse(`its storage ${quoted(`data/${key}`)} is missing in the zip`)
  if (member.bytes !== count * size) {
    throw refuse(`its storage ${quoted(`data/${key}`)} has ${member.bytes} bytes for ${count} numbers of ${dtype}`)
  }
  const span = spanOf(shape, strides)
  if (offset + span > count) throw refuse(`the shape [${shape.slice(0, 8)}] is out of range of its storage`)
  const stored = { name, dtype, shape: [span], file: path, offset: member.offset + offset * size, bytes: span * size }
  return { stored, shape, strides }
}
