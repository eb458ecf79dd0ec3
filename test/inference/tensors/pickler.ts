/** Pieces of a pickle, put together as Python's pickler would. */
export type Piece = string | Uint8Array | number

/** Strings stand for their bytes in Latin-1, numbers for one byte. */
export function pickle(...pieces: readonly Piece[]): Uint8Array {
  const buffers = pieces.map(piece => {
    if (typeof piece === 'number') return Buffer.of(piece)
    return typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece)
  })
  return new Uint8Array(Buffer.concat(buffers))
}

export const protocol2 = pickle(0x80, 2)

export function global(module: string, name: string): Uint8Array {
  return pickle(`c${module}\n${name}\n`)
}

export function text(value: string): Uint8Array {
  const bytes = Buffer.from(value)
  return pickle('X', uint32(bytes.length), bytes)
}

export function int(value: number): Uint8Array {
  return pickle('J', uint32(value >>> 0))
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return new Uint8Array(bytes)
}

export function tuple(...pieces: readonly Piece[]): Uint8Array {
  return pickle('(', ...pieces, 't')
}

export const emptyDict = pickle(global('collections', 'OrderedDict'), ')R')

export interface TensorView {
  readonly type?: string
  readonly key?: string
  readonly count: number
  readonly offset?: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}

/** `_rebuild_tensor_v2(storage, offset, size, stride, False, OrderedDict())`. */
export function tensor({
  type = 'FloatStorage',
  key = '0',
  count,
  offset = 0,
  shape,
  strides,
}: TensorView): Uint8Array {
  const storage = pickle(tuple(text('storage'), global('torch', type), text(key), text('cpu'), int(count)), 'Q')
  const args = tuple(storage, int(offset), tuple(...shape.map(int)), tuple(...strides.map(int)), 0x89, emptyDict)
  return pickle(global('torch._utils', '_rebuild_tensor_v2'), args, 'R')
}

export function stateDict(entries: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const items = Object.entries(entries).flatMap(([name, value]) => [text(name), value])
  return pickle(protocol2, emptyDict, '(', ...items, 'u.')
}
