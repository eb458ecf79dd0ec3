import { openTensors } from '../../../src/inference/checkpoint/tensors/open-tensors.ts'
import { floatsOf } from '../../../src/inference/checkpoint/tensors/read-floats.ts'
import { refusalOf, withFolder } from './files.ts'
import { type ZipMember, zipOf } from './torch-zip.ts'

export const numbers = new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer)
export const sixth = { count: 6, shape: [2, 3], strides: [3, 1] }

export function archive(data: Uint8Array, storage: Uint8Array = numbers, more: readonly ZipMember[] = []): Uint8Array {
  const members = [
    { name: 'm/data.pkl', content: data },
    { name: 'm/byteorder', content: new TextEncoder().encode('little') },
    { name: 'm/data/0', content: storage },
  ]
  return zipOf([...members, ...more])
}

export function valuesOf(file: Uint8Array): Promise<Map<string, { shape: readonly number[]; values: number[] }>> {
  return withFolder({ 'pytorch_model.bin': file }, async folder => {
    const all = new Map<string, { shape: readonly number[]; values: number[] }>()
    for (const [name, stored] of (await openTensors(folder)).tensors) {
      all.set(name, { shape: stored.shape, values: [...(await floatsOf(stored))] })
    }
    return all
  })
}

export function refusal(file: Uint8Array): Promise<string> {
  return withFolder({ 'pytorch_model.bin': file }, folder => refusalOf(openTensors(folder)))
}
