import { describe, expect, test } from 'vitest'
import { describeGpus } from '../../src/machine/gpus.ts'

/** Programs that print what a test says; null for one that is missing, fails or takes too long. */
function programs(graphics: unknown, nvidia: string | null) {
  const asked: string[] = []
  const run = async (program: string) => {
    asked.push(program === process.execPath ? 'graphics' : program)
    if (program !== process.execPath) return nvidia
    return graphics === null ? null : JSON.stringify(graphics)
  }
  return { asked, run }
}

const none = { controllers: [], displays: [] }

describe('describeGpus', () => {
  test('a machine without one has an empty list', async () => {
    expect(await describeGpus(5, programs(none, null).run)).toEqual([])
  })

  test('takes what was listed, in bytes, with its driver', async () => {
    const { run, asked } = programs(
      {
        controllers: [
          { vendor: 'ASPEED Technology, Inc.', model: 'ASPEED Graphics Family', vram: null, vramDynamic: false },
          {
            vendor: 'NVIDIA Corporation',
            model: 'Device 2335',
            name: 'NVIDIA H200',
            vram: 143_771,
            memoryTotal: 143_771,
            driverVersion: '570.86.15',
          },
          { vendor: 'Apple', model: 'Apple M3', vram: 0 },
          { vendor: 'Intel Corporation', model: 'UHD Graphics 770', vram: 256, driverVersion: '' },
          { vendor: '', model: '' },
        ],
      },
      'never asked',
    )
    expect(await describeGpus(5, run)).toEqual([
      { model: 'ASPEED Graphics Family', memoryBytes: null, driver: null },
      { model: 'NVIDIA H200', memoryBytes: 143_771 * 1_048_576, driver: '570.86.15' },
      { model: 'Apple M3', memoryBytes: null, driver: null },
      { model: 'Intel UHD Graphics 770', memoryBytes: 256 * 1_048_576, driver: null },
      { model: 'unknown', memoryBytes: null, driver: null },
    ])
    expect(asked).toEqual(['graphics'])
  })

  test('in a container without lspci, NVIDIA is asked for directly', async () => {
    const { run, asked } = programs(none, 'NVIDIA H200, 143771, 570.86.15\nNVIDIA GH200, [N/A], \n')
    expect(await describeGpus(5, run)).toEqual([
      { model: 'NVIDIA H200', memoryBytes: 143_771 * 1_048_576, driver: '570.86.15' },
      { model: 'NVIDIA GH200', memoryBytes: null, driver: null },
    ])
    expect(asked).toEqual(['graphics', 'nvidia-smi'])
  })

  test.each([
    ['nothing in time', null],
    ['something else', { displays: [] }],
  ])('%s is not the same as no graphics processor', async (_, graphics) => {
    expect(await describeGpus(5, programs(graphics, null).run)).toEqual([
      { model: 'unknown: graphics processors could not be listed within 5 s', memoryBytes: null, driver: null },
    ])
  })

  test('this machine answers', async () => {
    for (const { model, memoryBytes } of await describeGpus()) {
      expect(model).toMatch(/\S/)
      expect(memoryBytes === null || memoryBytes > 0).toBe(true)
    }
  })
})
