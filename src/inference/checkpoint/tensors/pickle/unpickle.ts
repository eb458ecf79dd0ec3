import { type ByteCursor, createByteCursor } from './byte-cursor.ts'
import { globalOf, isKind, reduce, setItem, storageOf } from './globals.ts'
import { createPickleStack, type PickleStack } from './pickle-stack.ts'
import type { List, PickleValue, Refuse } from './pickle-value.ts'

/**
 * Reads the pickle of a plain state dict and runs nothing: opcodes that build tuples, lists, dicts and tensors are known, globals come from
 * an exact allowlist, and all else is refused by its name. Work and memory are in proportion to the bytes, however the pickle nests or
 * refers to itself. What `refuse` makes is thrown.
 */
export function unpickle(bytes: Uint8Array, refuse: Refuse): PickleValue {
  const cursor = createByteCursor(bytes, refuse)
  const machine: Machine = { cursor, stack: createPickleStack(refuse), memo: new Map(), refuse }
  for (;;) {
    const opcode = cursor.natural(1)
    if (opcode === stop) break
    const step = steps.get(opcode)
    if (step === undefined) {
      const shown = `0x${opcode.toString(16).padStart(2, '0')}`
      throw refuse(`uses the opcode ${shown} at byte ${cursor.position() - 1}, which no plain state dict has`)
    }
    step(machine)
  }
  const value = machine.stack.pop()
  if (!machine.stack.isEmpty()) throw refuse('leaves values on its stack')
  if (!cursor.atEnd()) throw refuse('goes on behind its end')
  return value
}

interface Machine {
  readonly cursor: ByteCursor
  readonly stack: PickleStack
  readonly memo: Map<number, PickleValue>
  readonly refuse: Refuse
}

const stop = code('.')

/** Opcodes of protocols 2 to 5 that plain state dicts are written with, and those that can name a global. */
const steps: ReadonlyMap<number, (machine: Machine) => void> = new Map([
  [0x80, readProtocol],
  [0x95, ({ cursor }) => void cursor.natural(8)], // FRAME
  [code('N'), ({ stack }) => stack.push(null)],
  [0x88, ({ stack }) => stack.push(true)],
  [0x89, ({ stack }) => stack.push(false)],
  [code('K'), ({ cursor, stack }) => stack.push(cursor.natural(1))],
  [code('M'), ({ cursor, stack }) => stack.push(cursor.natural(2))],
  [code('J'), ({ cursor, stack }) => stack.push(cursor.integer(4))],
  [0x8a, ({ cursor, stack }) => stack.push(cursor.integer(cursor.natural(1)))],
  [0x8b, ({ cursor, stack }) => stack.push(cursor.integer(cursor.natural(4)))],
  [code('G'), ({ cursor, stack }) => stack.push(cursor.double())],
  [0x8c, ({ cursor, stack }) => stack.push(cursor.utf8(cursor.natural(1)))],
  [code('X'), ({ cursor, stack }) => stack.push(cursor.utf8(cursor.natural(4)))],
  [0x8d, ({ cursor, stack }) => stack.push(cursor.utf8(cursor.natural(8)))],
  [code('('), ({ stack }) => stack.mark()],
  [code(')'), ({ stack }) => stack.push({ kind: 'tuple', items: [] })],
  [0x85, ({ stack }) => stack.push({ kind: 'tuple', items: stack.popMany(1) })],
  [0x86, ({ stack }) => stack.push({ kind: 'tuple', items: stack.popMany(2) })],
  [0x87, ({ stack }) => stack.push({ kind: 'tuple', items: stack.popMany(3) })],
  [code('t'), ({ stack }) => stack.push({ kind: 'tuple', items: stack.popToMark() })],
  [code(']'), ({ stack }) => stack.push({ kind: 'list', items: [] })],
  [code('a'), machine => append(machine, machine.stack.popMany(1))],
  [code('e'), machine => append(machine, machine.stack.popToMark())],
  [code('}'), ({ stack }) => stack.push({ kind: 'dict', entries: new Map() })],
  [code('s'), machine => setItems(machine, machine.stack.popMany(2))],
  [code('u'), machine => setItems(machine, machine.stack.popToMark())],
  [code('q'), machine => memorise(machine, machine.cursor.natural(1))],
  [code('r'), machine => memorise(machine, machine.cursor.natural(4))],
  [0x94, machine => memorise(machine, machine.memo.size)],
  [code('h'), machine => recall(machine, machine.cursor.natural(1))],
  [code('j'), machine => recall(machine, machine.cursor.natural(4))],
  [code('c'), ({ cursor, stack, refuse }) => stack.push(globalOf(cursor.line(), cursor.line(), refuse))],
  [0x93, nameGlobalFromStack],
  [code('i'), instantiate],
  [code('R'), callFromStack],
  [code('Q'), ({ stack, refuse }) => stack.push(storageOf(stack.pop(), refuse))],
  [code('b'), dropState],
])

function code(character: string): number {
  return character.charCodeAt(0)
}

function readProtocol({ cursor, refuse }: Machine): void {
  const protocol = cursor.natural(1)
  if (protocol < 2 || protocol > 5) throw refuse(`is of protocol ${protocol}; state dicts are of 2`)
}

function memorise({ stack, memo }: Machine, place: number): void {
  memo.set(place, stack.top())
}

function recall({ stack, memo, refuse }: Machine, place: number): void {
  const value = memo.get(place)
  if (value === undefined) throw refuse(`recalls the memo ${place}, where nothing was put`)
  stack.push(value)
}

function append({ stack, refuse }: Machine, items: readonly PickleValue[]): void {
  const list: List | PickleValue = stack.top()
  if (!isKind(list, 'list')) throw refuse('appends to what is no list')
  for (const item of items) list.items.push(item)
}

function setItems({ stack, refuse }: Machine, items: readonly PickleValue[]): void {
  const dict = stack.top()
  if (!isKind(dict, 'dict') || items.length % 2 !== 0) throw refuse('sets items of what is no dict')
  for (let i = 0; i < items.length; i += 2) setItem(dict, items[i] ?? null, items[i + 1] ?? null, refuse)
}

function nameGlobalFromStack({ stack, refuse }: Machine): void {
  const [module, name] = stack.popMany(2)
  if (typeof module !== 'string' || typeof name !== 'string') throw refuse('names a global by what are no strings')
  stack.push(globalOf(module, name, refuse))
}

/** Old pickles call classes so; state dicts do not, but the class can be named. */
function instantiate({ cursor, refuse }: Machine): void {
  const { name } = globalOf(cursor.line(), cursor.line(), refuse)
  throw refuse(`calls ${name} by the opcode INST, which no plain state dict has`)
}

function callFromStack({ stack, refuse }: Machine): void {
  const [callee = null, args = null] = stack.popMany(2)
  stack.push(reduce(callee, args, refuse))
}

/** A state dict of PyTorch carries `_metadata`, the versions of its modules, as an attribute: nothing that we need. */
function dropState({ stack, refuse }: Machine): void {
  const [target = null, state = null] = stack.popMany(2)
  if (!isKind(target, 'dict') || !isKind(state, 'dict')) throw refuse('sets the state of what is no OrderedDict')
  stack.push(target)
}
