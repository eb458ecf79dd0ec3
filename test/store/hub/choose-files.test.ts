import { describe, expect, test } from 'vitest'
import { chooseFiles } from '../../../src/store/hub/choose-files.ts'

const small = ['config.json', 'tokenizer.json', 'tokenizer_config.json']

function choose(paths: readonly string[], dtype: string | null = null) {
  const { open, paths: chosen } = chooseFiles(new Set([...small, ...paths]), dtype, 'hf:a/b@main')
  return { open, weights: chosen.filter(path => !small.includes(path)) }
}

describe('weights', () => {
  test.each<[string, string[], string | null, string, string[]]>([
    [
      'safetensors before all else',
      ['model.safetensors', 'model.onnx', 'pytorch_model.bin'],
      null,
      'model.safetensors',
      ['model.safetensors'],
    ],
    [
      'an export where its dtype is asked for',
      ['model.safetensors', 'onnx/model_int8.onnx'],
      'int8',
      'onnx/model_int8.onnx',
      ['onnx/model_int8.onnx'],
    ],
    [
      'safetensors as fp32',
      ['model.safetensors', 'model_int8.onnx'],
      'fp32',
      'model.safetensors',
      ['model.safetensors'],
    ],
    [
      'safetensors before model.onnx, as fp32 too',
      ['model.safetensors', 'model.onnx'],
      'fp32',
      'model.safetensors',
      ['model.safetensors'],
    ],
    [
      'the tensors where no export has the dtype',
      ['model.safetensors', 'model.onnx', 'model_fp16.onnx'],
      'int8',
      'model.safetensors',
      ['model.safetensors'],
    ],
    [
      'a pickle where no export has the dtype',
      ['pytorch_model.bin'],
      'int8',
      'pytorch_model.bin',
      ['pytorch_model.bin'],
    ],
    [
      'the root before onnx/',
      ['onnx/model_fp16.onnx', 'model_fp16.onnx'],
      'fp16',
      'model_fp16.onnx',
      ['model_fp16.onnx'],
    ],
    [
      'the quantised file of transformers.js',
      ['onnx/model.onnx', 'onnx/model_quantized.onnx'],
      'q8',
      'onnx/model_quantized.onnx',
      ['onnx/model_quantized.onnx'],
    ],
    ['model.onnx among several', ['model_int8.onnx', 'model.onnx'], null, 'model.onnx', ['model.onnx']],
    ['the only export', ['onnx/model_int8.onnx'], null, 'onnx/model_int8.onnx', ['onnx/model_int8.onnx']],
    [
      'an export with its data',
      [
        'onnx/model.onnx',
        'onnx/model.onnx_data',
        'onnx/model.onnx_data_1',
        'onnx/model.onnx.data',
        'onnx/model.onnx_database',
      ],
      null,
      'onnx/model.onnx',
      ['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1', 'onnx/model.onnx.data'],
    ],
    [
      'a pickle where there is nothing else',
      ['pytorch_model.bin', 'tf_model.h5'],
      null,
      'pytorch_model.bin',
      ['pytorch_model.bin'],
    ],
  ])('%s', (_, paths, dtype, open, weights) => {
    expect(choose(paths, dtype)).toEqual({ open, weights })
  })

  test.each<[string, string[], string | null, string]>([
    ['nothing that can be read', ['tf_model.h5'], null, 'no weights that can be read (looked for model.safetensors'],
    ['an adapter', ['adapter_config.json', 'adapter_model.safetensors'], null, 'it is an adapter, not a model'],
    ['pickles in parts', ['pytorch_model.bin.index.json'], null, 'pickles in several files'],
    ['a choice', ['model_int8.onnx', 'onnx/model_fp16.onnx'], null, 'choose with --dtype, one of int8, fp16'],
    ['another dtype', ['model.onnx', 'model_int8.onnx'], 'fp16', 'no ONNX export in fp16; it has fp32, int8'],
    ['a path as a dtype', ['model.onnx'], '../../x', 'no ONNX export in ../../x; it has fp32'],
  ])('%s is refused with what there is', (_, paths, dtype, message) => {
    expect(() => choose(paths, dtype)).toThrow(message)
  })
})

describe('what lies beside', () => {
  const all = (paths: readonly string[]) => chooseFiles(new Set(paths), null, 'hf:a/b@main').paths

  test('the vocabulary only where there is no tokenizer.json', () => {
    const files = [
      'config.json',
      'vocab.json',
      'merges.txt',
      'vocab.txt',
      'special_tokens_map.json',
      'model.safetensors',
    ]
    expect(all(files)).toEqual([
      'config.json',
      'special_tokens_map.json',
      'vocab.txt',
      'vocab.json',
      'merges.txt',
      'model.safetensors',
    ])
    expect(all([...files, 'tokenizer.json', 'id2label.json', 'README.md'])).toEqual([
      'config.json',
      'id2label.json',
      'special_tokens_map.json',
      'tokenizer.json',
      'model.safetensors',
    ])
  })

  test.each(['spm.model', 'sentencepiece.bpe.model', 'spiece.model', 'tokenizer.model'])(
    'a SentencePiece model, %s, and what says how it is used, only where there is no tokenizer.json',
    name => {
      const settings = ['tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json']
      const files = ['README.md', 'model.safetensors', name, ...settings, 'config.json']
      expect(all(files)).toEqual(['config.json', ...settings, name, 'model.safetensors'])
      expect(all([...files, 'tokenizer.json'])).toEqual([
        'config.json',
        ...settings,
        'tokenizer.json',
        'model.safetensors',
      ])
    },
  )

  test('in onnx/ where the configuration is there', () => {
    expect(
      all(['config.json', 'onnx/config.json', 'onnx/tokenizer.json', 'onnx/model.onnx', 'tokenizer.json']),
    ).toEqual(['onnx/config.json', 'onnx/tokenizer.json', 'onnx/model.onnx'])
  })

  test('a repository without a configuration is no model', () => {
    expect(() => all(['model.safetensors'])).toThrow('hf:a/b@main: there is no config.json')
  })
})

describe('for transformers.js', () => {
  const files = (paths: readonly string[], dtype: string | null = null, beside: readonly string[] = small) => {
    const { open, paths: chosen } = chooseFiles(new Set([...beside, ...paths]), dtype, 'hf:a/b@main', 'transformersjs')
    return { open, chosen: chosen.filter(path => path !== open) }
  }

  test('an export, in onnx/ first, and never tensors', () => {
    const both = [
      'model.safetensors',
      'pytorch_model.bin',
      'model.onnx',
      'onnx/model.onnx',
      'onnx/model_quantized.onnx',
    ]
    expect(files(both)).toEqual({
      open: 'onnx/model.onnx',
      chosen: ['config.json', 'tokenizer_config.json', 'tokenizer.json'],
    })
    expect(files(both, 'q8').open).toBe('onnx/model_quantized.onnx')
    expect(files(['model.safetensors', 'model_q4.onnx'], 'q4').open).toBe('model_q4.onnx')
    expect(files(['model.safetensors', 'onnx/model_int8.onnx']).open).toBe('onnx/model_int8.onnx')
  })

  test('what it cannot run is refused with the remedy', () => {
    for (const weights of ['model.safetensors', 'pytorch_model.bin', 'model.safetensors.index.json'])
      expect(() => files([weights])).toThrow(
        'hf:a/b@main: transformers.js runs ONNX files only, and there is none; ' +
          'write an ONNX export with "bioner-bench models export hf:a/b@main --out DIR2", and give that',
      )
    expect(() => files(['onnx/model.onnx'], 'q4')).toThrow('no ONNX export in q4; it has fp32')
    expect(() => files(['onnx/model.onnx'], null, ['config.json', 'tokenizer.json'])).toThrow(
      'no tokenizer.json with a tokenizer_config.json, which transformers.js needs; use --backend ort',
    )
  })
})
