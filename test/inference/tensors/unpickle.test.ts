import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyDict, global, int, pickle, protocol2, stateDict, tensor, text, tuple } from './pickler.ts'
import { archive, refusal, sixth, valuesOf } from './torch-archive.ts'

const refusedPickle = (data: Uint8Array) => refusal(archive(data))

describe('the pickle of a pytorch_model.bin', () => {
  test('a global outside the allowlist is refused by its name, however it is named, and nothing runs', async () => {
    const victim = join(tmpdir(), `bioner-pickle-${process.pid}`)
    const call = tuple(text(`touch ${victim}`))
    const attacks: [Uint8Array, string][] = [
      [pickle(protocol2, global('os', 'system'), call, 'R.'), 'os.system'],
      [pickle(protocol2, global('posix', 'system'), call, 'R.'), 'posix.system'],
      [pickle(protocol2, global('builtins', 'eval'), call, 'R.'), 'builtins.eval'],
      [pickle(protocol2, `(X\x02\x00\x00\x00idios\nsystem\n.`), 'os.system'],
      [pickle(0x80, 4, 0x8c, 2, 'os', 0x8c, 6, 'system', 0x93, call, 'R.'), 'os.system'],
      [stateDict({ a: tensor(sixth), b: pickle(global('subprocess', 'Popen'), call, 'R') }), 'subprocess.Popen'],
      [stateDict({ a: tensor({ ...sixth, type: 'QInt8Storage' }) }), 'torch.QInt8Storage'],
      [
        stateDict({ a: pickle(global('torch.storage', '_load_from_bytes'), call, 'R') }),
        'torch.storage._load_from_bytes',
      ],
      [stateDict({ a: global('collections', 'OrderedDict.__class__') }), 'collections.OrderedDict.__class__'],
      [stateDict({ a: global('torch._utils', '__proto__') }), 'torch._utils.__proto__'],
      [pickle(protocol2, global('', 'constructor'), '.'), '.constructor'],
    ]
    for (const [data, name] of attacks) {
      expect(await refusedPickle(data)).toContain(`names the global "${name}", which no plain state dict has`)
    }
    expect(existsSync(victim)).toBe(false)
  })

  test.each<[string, Uint8Array, string]>([
    ['an empty pickle', pickle(), 'is cut off'],
    ['no end', pickle(protocol2, '}'), 'is cut off'],
    ['more behind the end', pickle(protocol2, '}.', '}.'), 'goes on behind its end'],
    ['a value too many', pickle(protocol2, '}}.'), 'leaves values on its stack'],
    ['an open mark', pickle(protocol2, '(}.'), 'leaves values on its stack'],
    ['nothing at all', pickle(protocol2, '.'), 'takes more from its stack than there is'],
    ['a call of nothing', pickle(protocol2, 'R.'), 'takes more from its stack than there is'],
    ['values from below a mark', pickle(protocol2, '}(.'), 'takes more from its stack than there is'],
    ['a tuple without a mark', pickle(protocol2, 't.'), 'looks for a mark that it has not set'],
    ['a memo of nothing', pickle(protocol2, 'q', 0, '.'), 'takes more from its stack than there is'],
    ['an unknown memo', pickle(protocol2, 'h', 9, '.'), 'recalls the memo 9'],
    ['a string cut off', pickle(protocol2, 'X', 255, 255, 255, 255, 'a'), 'is cut off'],
    ['a string of no text', pickle(protocol2, 'X', 1, 0, 0, 0, 255, '.'), 'not UTF-8'],
    ['a huge LONG', pickle(protocol2, 0x8b, 255, 255, 255, 127, 'a'), 'whole number beyond 2^53'],
    ['a LONG of 8 bytes', pickle(protocol2, 0x8a, 8, 'aaaaaaaa', '.'), 'whole number beyond 2^53'],
    ['protocol 1', pickle(0x80, 1, '}.'), 'is of protocol 1'],
    ['an opcode of the extension registry', pickle(protocol2, 0x82, 1, '.'), 'uses the opcode 0x82 at byte 2'],
    ['a persistent id that is no storage', pickle(protocol2, text('x'), 'Q.'), 'no storage of numbers'],
    ['a call of a string', pickle(protocol2, text('x'), ')R.'), 'calls what is no global'],
    ['a call of a storage', pickle(protocol2, global('torch', 'FloatStorage'), ')R.'), 'calls "torch.FloatStorage"'],
    ['a call without a tuple', pickle(protocol2, global('collections', 'OrderedDict'), ']R.'), 'no tuple of arguments'],
    ['a dict made of a list', pickle(protocol2, global('collections', 'OrderedDict'), '(]tR.'), 'with arguments'],
    ['INST of an allowed class', pickle(protocol2, '(icollections\nOrderedDict\n.'), 'by the opcode INST'],
    ['a state for a list', pickle(protocol2, ']}b.'), 'sets the state of what is no OrderedDict'],
    ['items for a list', pickle(protocol2, ']NNs.'), 'sets items of what is no dict'],
    ['a key without a value', pickle(protocol2, '}(', text('a'), 'u.'), 'sets items of what is no dict'],
    ['a key that is a number', pickle(protocol2, '}NNs.'), 'a key that is no string'],
    ['a key twice', pickle(protocol2, '}', text('a'), 'N', 's', text('a'), 'Ns.'), 'the key "a" twice'],
    ['an append to a dict', pickle(protocol2, '}Na.'), 'appends to what is no list'],
    ['a list', pickle(protocol2, ']Na.'), 'holds no state dict'],
    ['a nested checkpoint', stateDict({ state_dict: emptyDict }), 'tensor "state_dict": is no tensor'],
    ['an epoch', stateDict({ epoch: int(3) }), 'tensor "epoch": is no tensor'],
    ['a parameter of nothing', pickle(protocol2, global('torch._utils', '_rebuild_parameter'), ')R.'), 'no tensor'],
    ['no tensors', stateDict({}), 'has no tensors'],
  ])('refuses %s', async (_, data, why) => {
    const message = await refusedPickle(data)
    expect(message).toContain('pytorch_model.bin')
    expect(message).toContain(why)
  })

  test('bombs: deep nesting, a memo that doubles, marks and values without end', async () => {
    const deep = pickle(protocol2, ']', new Uint8Array(1_000_000).fill(0x85), '.')
    expect(await refusedPickle(deep)).toContain('holds no state dict')
    const doubling = pickle(protocol2, ')', ...new Array(100_000).fill('q\0h\0\x86'), '.')
    expect(await refusedPickle(doubling)).toContain('holds no state dict')
    expect(await refusedPickle(pickle(protocol2, '('.repeat(1_000_000)))).toContain('sets more than 100000 marks')
    expect(await refusedPickle(pickle(protocol2, '}'.repeat(1_000_000)))).toContain('piles up more than 100000 values')
    const itself = pickle(protocol2, ']q\0h\0a.')
    expect(await refusedPickle(itself)).toContain('holds no state dict')
    expect(await refusedPickle(new Uint8Array(4 * 1024 * 1024 + 1))).toContain('at most 4194304 are read')
  })

  test('any pieces of a pickle in any order give tensors or MODEL, and nothing else', async () => {
    const pieces = [
      ...[...'N()]}aesutR.Qb'].map(opcode => pickle(opcode)),
      ...[0x85, 0x86, 0x87, 0x88, 0x89, 0x93, 0x94].map(opcode => pickle(opcode)),
      ...[pickle('q', 0), pickle('h', 0), pickle('q', 1), pickle('h', 1), int(1), int(-1), text('a'), text('storage')],
      ...[tensor(sixth), emptyDict, global('torch', 'FloatStorage'), global('torch._utils', '_rebuild_tensor_v2')],
    ]
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), async chosen => {
        const result = await valuesOf(archive(pickle(protocol2, ...chosen, '.'))).catch((error: unknown) => error)
        if (!(result instanceof Map)) expect(result).toMatchObject({ name: 'BenchError', code: 'MODEL' })
      }),
      { numRuns: 500 },
    )
  })
})
