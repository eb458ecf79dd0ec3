import { expect, test } from 'vitest'
import { detectFormat } from '../../../src/datasets/format/detect.ts'
import { sourceOf } from '../source.ts'

test.each([
  ['x.tsv', 'a\tO\n', 'conll'],
  ['x.txt', '-DOCSTART- -X- O O\n', 'conll'],
  ['standard input', '\n{"id": "a"}\n', 'jsonl'],
  ['standard input', '\ufeff{"id": "a"}\r\n', 'jsonl'],
  ['x.tsv', '{"gold":["O"],"pred":["O"]}', 'jsonl'],
  ['x.tsv', '{\tO\n"\tO\n', 'conll'],
  ['x.JSONL', 'not JSON, but it says that it is', 'jsonl'],
  ['x.ndjson.gz', '', 'jsonl'],
  ['x', '', 'conll'],
])('%s with %j is %s', (name, content, format) => {
  expect(detectFormat([sourceOf(content, name)])).toBe(format)
})
