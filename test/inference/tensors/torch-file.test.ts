import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { floatsOf } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import { sharedPath, whenShared } from '../../shared.ts'
import { emptyDict, global, pickle, protocol2, stateDict, tensor, text, tuple } from './pickler.ts'
import { archive, numbers, refusal, sixth, valuesOf } from './torch-archive.ts'
import { type ZipMember, zipOf } from './torch-zip.ts'

describe('pytorch_model.bin', () => {
  test('tensors are where the zip stores them: whole storages, views, tied and parameters', async () => {
    const parameter = pickle(
      global('torch._utils', '_rebuild_parameter'),
      tuple(tensor({ count: 6, offset: 5, shape: [1], strides: [1] }), 0x88, emptyDict),
      'R',
    )
    const data = stateDict({
      whole: tensor(sixth),
      tied: tensor(sixth),
      view: tensor({ count: 6, offset: 2, shape: [3], strides: [1] }),
      scalar: tensor({ count: 6, offset: 4, shape: [], strides: [] }),
      flat: tensor({ count: 6, shape: [1, 6, 1], strides: [77, 1, 9] }),
      none: tensor({ count: 6, shape: [0, 3], strides: [3, 1] }),
      parameter,
    })
    const found = await valuesOf(archive(data))
    expect(Object.fromEntries(found)).toEqual({
      whole: { shape: [2, 3], values: [0, 1, 2, 3, 4, 5] },
      tied: { shape: [2, 3], values: [0, 1, 2, 3, 4, 5] },
      view: { shape: [3], values: [2, 3, 4] },
      scalar: { shape: [], values: [4] },
      flat: { shape: [1, 6, 1], values: [0, 1, 2, 3, 4, 5] },
      none: { shape: [0, 3], values: [] },
      parameter: { shape: [1], values: [5] },
    })
  })

  test('half precision, and the newer protocols that name globals from the stack', async () => {
    const named = pickle(0x8c, 11, 'collections', 0x94, 0x8c, 11, 'OrderedDict', 0x94, 0x93, ')R')
    const view = tensor({ type: 'HalfStorage', count: 2, shape: [2], strides: [1] })
    const data = pickle(0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, named, 0x8c, 1, 'h', view, 's.')
    const found = await valuesOf(archive(data, new Uint8Array(Uint16Array.of(0x3c00, 0xc000).buffer)))
    expect(found.get('h')?.values).toEqual([1, -2])
  })

  test('matrices that were saved column by column are put in order, whatever the number of axes', async () => {
    const half = new Uint8Array(Uint16Array.of(0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600).buffer)
    const found = await valuesOf(archive(stateDict({ t: tensor({ count: 6, shape: [2, 3], strides: [1, 2] }) })))
    expect(found.get('t')).toEqual({ shape: [2, 3], values: [0, 2, 4, 1, 3, 5] })
    const every2nd = await valuesOf(
      archive(stateDict({ t: tensor({ count: 6, offset: 1, shape: [3], strides: [2] }) })),
    )
    expect(every2nd.get('t')?.values).toEqual([1, 3, 5])
    const view = tensor({ type: 'HalfStorage', count: 6, shape: [3, 1, 2], strides: [1, 99, 3] })
    expect((await valuesOf(archive(stateDict({ t: view }), half))).get('t')?.values).toEqual([1, 4, 2, 5, 3, 6])
  })

  test('tensors in memory come to an end: the same numbers turned round under a thousand names are refused', async () => {
    const turned = tensor({ count: 6, shape: [2, 3], strides: [1, 2] })
    const many = Array.from({ length: 1000 }, (_, i): [string, Uint8Array] => [`t${i}`, turned])
    const long = new Uint8Array(new Float32Array(60_000).buffer)
    const wide = tensor({ count: 60_000, shape: [2, 30_000], strides: [1, 2] })
    expect((await valuesOf(archive(stateDict(Object.fromEntries(many))))).size).toBe(1000)
    const bomb = stateDict(Object.fromEntries(many.map(([name]) => [name, wide])))
    expect(await refusal(archive(bomb, long))).toContain('overlaps with others')
  })

  test('the versions that a state dict carries as an attribute are passed over', async () => {
    const metadata = pickle(
      '}',
      text('_metadata'),
      emptyDict,
      text('bert'),
      '}',
      text('version'),
      'K',
      1,
      's',
      's',
      's',
    )
    const data = pickle(stateDict({ a: tensor(sixth) }).slice(0, -1), metadata, 'b.')
    expect([...(await valuesOf(archive(data))).keys()]).toEqual(['a'])
  })

  test.each([
    [{ shape: [1000], strides: [0] }, 'has more numbers than are stored for it'],
    [{ shape: [3, 4], strides: [1, 1] }, 'has more numbers than are stored for it'],
    [{ shape: [2, 3], strides: [2, 2] }, 'is out of range'],
    [{ shape: [2, 2], strides: [2 ** 31 - 1, 1] }, 'is out of range'],
    [{ shape: [3], strides: [1], offset: 4 }, 'the shape [3] is out of range'],
    [{ shape: [2 ** 31 - 1], strides: [1] }, 'is out of range'],
    [{ shape: [3], strides: [] }, 'is no storage, offset, size and stride'],
    [{ shape: [-1], strides: [1] }, 'is no storage, offset, size and stride'],
    [{ shape: [1], strides: [1], offset: -1 }, 'is no storage, offset, size and stride'],
    [{ shape: new Array(65).fill(1), strides: new Array(65).fill(1) }, 'is no storage, offset, size and stride'],
    [{ shape: [1], strides: [1], key: '1' }, 'its storage "data/1" is missing'],
    [{ shape: [1], strides: [1], key: '../0' }, 'its storage "data/../0" is missing'],
    [{ shape: [1], strides: [1], count: 7 }, 'its storage "data/0" has 24 bytes for 7 numbers of F32'],
    [{ shape: [1], strides: [1], type: 'DoubleStorage' }, 'has 24 bytes for 6 numbers of F64'],
  ])('refuses a tensor of %o', async (change, why) => {
    const message = await refusal(archive(stateDict({ 'the.weight': tensor({ count: 6, ...change }) })))
    expect(message).toContain(why)
  })

  test('a zip that is not as PyTorch makes it', async () => {
    const data = stateDict({ a: tensor(sixth) })
    const sound = [
      { name: 'm/data.pkl', content: data },
      { name: 'm/data/0', content: numbers },
    ]
    expect((await valuesOf(zipOf(sound))).size).toBe(1)
    const twice = zipOf([...sound, { name: 'm/data/0', content: numbers }])
    expect(await refusal(twice)).toContain('the member "m/data/0" is a duplicate')
    const other = zipOf([...sound, { name: 'n/data.pkl', content: data }])
    expect(await refusal(other)).toContain('expected one member FOLDER/data.pkl, found 2')
    expect(await refusal(zipOf([]))).toContain('not a zip file')
    expect(await refusal(zipOf([{ name: 'm/x', content: data }]))).toContain('found 0')
    const cases: [ZipMember, string][] = [
      [{ name: '/m/x', content: data }, 'absolute path'],
      [{ name: '../x', content: data }, 'invalid relative path'],
      [{ name: 'm\\x', content: data }, 'invalid characters'],
      [{ name: 'm/x', content: data, method: 8 }, 'the member "m/x" is compressed'],
      [{ name: 'm/x', content: data, method: 8, flags: 1 }, 'the member "m/x" is encrypted'],
    ]
    for (const [member, why] of cases) expect(await refusal(zipOf([...sound, member]))).toContain(why)
    const big = zipOf([...sound, { name: 'm/byteorder', content: new TextEncoder().encode('big') }])
    expect(await refusal(big)).toContain('byteorder is "big"; expected little')
  })

  test('a file of PyTorch before 1.6, or of something else, is refused with the remedy; so is one cut off', async () => {
    const legacy = pickle(protocol2, 0x8a, 10, 'l\xfc\x9cF\xf9 j\xa8P\x19.')
    expect(await refusal(legacy)).toContain('saved by PyTorch before 1.6, load it there and save the model again')
    expect(await refusal(pickle('PK'))).toContain('not a zip file')
    const sound = archive(stateDict({ a: tensor(sixth) }))
    for (const length of [4, 100, sound.length - 60, sound.length - 1]) {
      expect(await refusal(sound.slice(0, length))).toContain('the zip is damaged')
    }
  })

  test('a sound file with some bytes changed gives tensors or MODEL, and nothing else', async () => {
    const sound = archive(stateDict({ 'a.weight': tensor(sixth), b: tensor({ count: 6, shape: [6], strides: [1] }) }))
    const change = fc.record({ at: fc.nat(sound.length - 1), to: fc.integer({ min: 0, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.nat(3 * sound.length),
        async (changes, cut) => {
          const file = sound.slice(0, cut)
          for (const { at, to } of changes) if (at < file.length) file[at] = to
          const result = await valuesOf(file).catch((error: unknown) => error)
          if (!(result instanceof Map)) expect(result).toMatchObject({ name: 'BenchError', code: 'MODEL' })
        },
      ),
      { numRuns: 500 },
    )
  })

  whenShared('the tiny checkpoint: all its tensors, of the shapes of its twin in safetensors', async () => {
    const store = await openTensors(sharedPath('models', 'tiny', 'bert-bin'))
    const twin = await openTensors(sharedPath('models', 'tiny', 'bert-label-order'))
    const placesOf = ({ tensors }: typeof store) =>
      [...tensors.values()].map(({ name, shape, ...place }) => `${name} ${'file' in place ? place.dtype : ''} ${shape}`)
    expect(placesOf(store).sort()).toEqual(placesOf(twin).sort())
    for (const tensor of store.tensors.values()) {
      // A wrong offset would give numbers of no reasonable size.
      expect((await floatsOf(tensor)).every(value => Math.abs(value) < 10)).toBe(true)
    }
  })
})
