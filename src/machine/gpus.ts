import { z } from 'zod'
import type { Environment } from '../core/record.ts'
import { runProgram } from './run-program.ts'

type Gpu = Environment['gpus'][number]
type Run = typeof runProgram

const mebibyte = 1_048_576

/** Also accepts what `systeminformation` leaves out; only the parts that are used are checked. */
const graphicsSchema = z.object({
  controllers: z.array(
    z.object({
      vendor: z.string().default(''),
      model: z.string().default(''),
      name: z.string().optional(),
      vram: z.number().nullish(),
      memoryTotal: z.number().nullish(),
      driverVersion: z.string().optional(),
    }),
  ),
})

/**
 * Graphics processors that this process can see. `systeminformation` asks `lspci`, `clinfo`, `nvidia-smi` or the system's own
 * tools, some of them without returning to the event loop, and a driver may take seconds: so it is asked in a process of
 * its own that is ended after `seconds`. In containers there is often `nvidia-smi` but no `lspci`, so NVIDIA's are asked for
 * directly where none was listed. Where nothing answers in time, one entry says so, since an empty list means none.
 */
export async function describeGpus(seconds = 5, run: Run = runProgram): Promise<readonly Gpu[]> {
  const listed = parseGraphics(
    await run(process.execPath, ['--input-type=module', '--eval', probe], {
      seconds,
      env: withoutDisplay(process.env),
    }),
  )
  if (listed === null) {
    return [
      {
        model: `unknown: graphics processors could not be listed within ${seconds} s`,
        memoryBytes: null,
        driver: null,
      },
    ]
  }
  if (listed.some(({ model }) => /nvidia/i.test(model))) return listed
  const query = ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader,nounits']
  return [...listed, ...parseNvidia(await run('nvidia-smi', query, { seconds }))]
}

const probe = `
import si from ${JSON.stringify(import.meta.resolve('systeminformation'))}
process.stdout.write(JSON.stringify(await si.graphics()))
`

/** Without a display, `xrandr` is not asked: it would talk to a display server, which may be on another machine. */
function withoutDisplay(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = env
  return rest
}

function parseGraphics(text: string | null): Gpu[] | null {
  if (text === null) return null
  const { data } = graphicsSchema.safeParse(parseJson(text))
  if (data === undefined) return null
  return data.controllers.map(({ vendor, model, name, vram, memoryTotal, driverVersion }) => ({
    model: withVendor(vendor, name ?? model),
    memoryBytes: memoryTotal ? memoryTotal * mebibyte : vram ? vram * mebibyte : null,
    driver: driverVersion || null,
  }))
}

/** Lines of `NVIDIA H200, 143771, 570.86.15`. */
function parseNvidia(text: string | null): Gpu[] {
  return (text ?? '')
    .split('\n')
    .map(line => line.split(',').map(part => part.trim()))
    .filter(([model]) => model)
    .map(([model = '', mebibytes = '', driver = '']) => ({
      model,
      memoryBytes: /^\d+$/.test(mebibytes) ? Number(mebibytes) * mebibyte : null,
      driver: driver || null,
    }))
}

function withVendor(vendor: string, model: string): string {
  const brand = vendor.split(/[\s,]/)[0] ?? ''
  return model.toLowerCase().includes(brand.toLowerCase()) ? model || 'unknown' : `${brand} ${model}`.trim()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
