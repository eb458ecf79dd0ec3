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

test.each([
  ['x.xml', '<?xml version="1.0"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">', 'bioc'],
  ['x', '<collection><source>', 'bioc'],
  ['x.json', '{"source": "PubTator", "documents": [', 'bioc'],
  ['x.json', '{\n "documents": [', 'bioc'],
  ['x.txt', '10192393|t|A common human', 'pubtator'],
  ['x.txt', '\n\nP0-1|t|', 'pubtator'],
  ['x', 'PAR1\u0015', 'parquet'],
])('%s that begins with %j is %s', (name, content, format) => {
  expect(detectFormat([sourceOf(content, name)])).toBe(format)
})

test.each([
  [['d/a.txt', 'd/a.ann'], 'brat'],
  [['d/a.a1', 'd/a.txt', 'd/LICENSE'], 'brat'],
  [['d/p/Basedata.uri', 'd/p/Basedata/Basedata.xml'], 'mmax2'],
  [['d/test.in', 'd/GENE.eval', 'd/ALTGENE.eval'], 'bc2gm'],
  [['d/training.abstracts.txt', 'd/training.annotations.txt'], 'chemdner'],
  [['d/tags.tsv', 'd/txt/pmc1.txt'], 'linnaeus'],
  [['d/S800.tsv', 'd/pubmedid.tsv', 'd/abstracts/species001.txt'], 's800'],
  [['d/PMID-1.nersuite', 'd/PMID-2.nersuite'], 'nersuite'],
  [['d/test-0.parquet', 'd/test-1.parquet'], 'parquet'],
  [['d/a.conll', 'd/b.conll'], 'conll'],
])('a folder of %j is %s', (names, format) => {
  expect(detectFormat(names.map(name => sourceOf('', name)))).toBe(format)
})
