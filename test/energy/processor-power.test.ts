import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { BenchError } from '../../src/core/error.ts'
import { type ProcessorIdentity, processorPowerOf } from '../../src/energy/processor-power.ts'

const nameless: ProcessorIdentity = { vendor: '', name: '', family: null, model: null, stepping: null }
const intel = { ...nameless, vendor: 'Intel', name: 'Intel(R) Xeon(R) Processor', family: 6 }
const amd = { ...nameless, vendor: 'AMD', name: 'AMD EPYC' }

describe('processorPowerOf', () => {
  test.each([
    ['AMD EPYC, 1st generation', 2.6, { ...amd, family: 23, model: 1 }],
    ['AMD EPYC, 2nd generation', 1.69, { ...amd, family: 23, model: 49, name: 'AMD EPYC 7742 64-Core Processor' }],
    ['AMD EPYC, 3rd generation', 1.96, { ...amd, family: 25, model: 1 }],
    ['AMD EPYC, 4th generation', 2.28, { ...amd, family: 25, model: 17, stepping: 1 }],
    ['AMD EPYC, 4th generation', 2.28, { ...amd, family: 25, model: 160 }],
    ['AMD EPYC, 5th generation, dense', 1.04, { ...amd, family: 26, model: 17 }],
    ['Arm Neoverse N1', 1.71, { ...nameless, vendor: 'ARM', name: 'Neoverse-N1' }],
    ['Intel Skylake (server)', 4.01, { ...intel, model: 85, stepping: 4 }],
    ['Intel Cascade Lake', 4.06, { ...intel, model: 85, stepping: 7 }],
    ['Intel Ice Lake (server)', 3.76, { ...intel, model: 106, stepping: 6 }],
    ['Intel Sapphire Rapids', 4.16, { ...intel, model: 143, stepping: 8 }],
    ['Intel Granite Rapids', 2.53, { ...intel, model: 173, stepping: 1 }],
  ])('knows %s by its numbers', (name, wattsPerBusyThread, processor) => {
    expect(processorPowerOf(processor)).toEqual({
      name,
      wattsPerBusyThread,
      source: expect.stringMatching(/SPECpower/),
      known: true,
    })
  })

  test.each([
    ['a Ryzen with the numbers of an EPYC', { ...amd, name: 'AMD Ryzen 7 1700', family: 23, model: 1 }],
    ['the stepping of Cooper Lake', { ...intel, model: 85, stepping: 11 }],
    ['an Intel without numbers', { ...intel, family: null }],
    ['a laptop', { ...intel, model: 154, stepping: 3 }],
    ['Apple', { ...nameless, vendor: 'Apple', name: 'Apple M3' }],
  ])('%s is not taken for another', (_, processor) => {
    const { known, name, wattsPerBusyThread } = processorPowerOf(processor)
    expect({ known, name }).toEqual({
      known: false,
      name: `${processor.name}, not in the table, so the median of its 18 microarchitectures`,
    })
    expect(wattsPerBusyThread).toBeCloseTo((3.76 + 4.01) / 2, 12)
  })

  test('a processor without a name still has words', () => {
    expect(processorPowerOf(nameless).name).toMatch(/^unnamed processor, not in the table/)
  })
})

describe('a table that cannot be used is an error with file and field', () => {
  const folderWith = (text: string | null) => {
    const folder = mkdtempSync(join(tmpdir(), 'power-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    if (text !== null) writeFileSync(join(folder, 'processors.json'), text)
    return folder
  }

  test.each([
    ['missing', null, 'cannot be read; install the package again'],
    ['not JSON', '{', 'not JSON; install the package again'],
    ['of another format', '{"format":"x","sources":{},"processors":[]}', 'format: '],
    [
      'with a figure that is none',
      JSON.stringify({
        format: 'bioner-bench/processors@1',
        sources: {},
        processors: [{ name: 'a', wattsPerBusyThread: -1, source: 's', match: [{ vendor: 'AMD' }] }],
      }),
      'processors.0.wattsPerBusyThread: ',
    ],
  ])('%s', (_, text, message) => {
    const folder = folderWith(text)
    const using = () => processorPowerOf(nameless, folder)
    expect(using).toThrow(BenchError)
    expect(using).toThrow(`${join(folder, 'processors.json')}: ${message}`)
  })
})
