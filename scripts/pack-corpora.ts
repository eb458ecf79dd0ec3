// Makes assets/corpora from a folder of corpora laid out by corpus id: `node scripts/pack-corpora.ts DATASETS OUT`.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { renderConcepts } from './align-concepts.ts'
import { conceptLines } from './concept-sources.ts'
import { documentMaps } from './document-sources.ts'
import { mapDocuments, renderDocuments, sentencesOf } from './map-documents.ts'

const mtl = {
  repository: 'https://github.com/cambridgeltl/MTL-Bioinformatics-2016',
  commit: 'df0df02fae6dbb87d88ffcf323b9096528f06f84',
  licence: 'CC BY 4.0',
}

/** Corpora whose sentences ship: the demo reads the test splits; the dictionary, and what was seen in training, the training splits. */
const embedded: Readonly<Record<string, { readonly folder: string; readonly corpusLicence: string }>> = {
  'ncbi-disease': {
    folder: 'data/NCBI-disease-IOB',
    corpusLicence: 'United States Government Work, public domain',
  },
  bc5cdr: {
    folder: 'data/BC5CDR-IOB',
    corpusLicence: 'Public Domain Mark 1.0, as its card in BigBio states; the release itself has no licence text',
  },
}

interface ShippedFile {
  readonly path: string
  readonly origin: string
  /** Of the unpacked file. */
  readonly bytes: number
  readonly sha256: string
}

/** `datasets` is laid out by corpus id; the folders of the corpora are made in `out`. */
export function packCorpora(datasets: string, out: string): void {
  const maps = documentMaps(datasets)
  for (const corpus of new Set(maps.map(map => map.corpus))) {
    const files: ShippedFile[] = []
    const ship = (name: string, packed: boolean, origin: string, bytes: Uint8Array) => {
      const path = packed ? `${name}.gz` : name
      mkdirSync(dirname(join(out, corpus, path)), { recursive: true })
      writeFileSync(join(out, corpus, path), packed ? gzipSync(bytes, { level: 9 }) : bytes)
      files.push({ path, origin, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    }
    const source = embedded[corpus]
    if (source) {
      for (const split of ['test', 'train']) {
        const bytes = readFileSync(join(datasets, corpus, 'conll', `${split}.tsv`))
        ship(`conll/${split}.tsv`, split === 'train', `${source.folder}/${split}.tsv`, bytes)
      }
    }
    for (const { conll, texts, from, ...options } of maps.filter(map => map.corpus === corpus)) {
      const sentences = sentencesOf(conll, readFileSync(join(datasets, corpus, conll)))
      const documents = renderDocuments(mapDocuments(texts, sentences, options))
      ship(
        conll.replace(/\.tsv$/, '.documents.tsv'),
        false,
        `scripts/pack-corpora.ts, from ${from}`,
        Buffer.from(documents),
      )
    }
    for (const { conll, lines, from } of conceptLines(datasets, corpus, maps)) {
      const concepts = Buffer.from(renderConcepts(lines))
      ship(conll.replace(/\.tsv$/, '.concepts.tsv'), true, `scripts/pack-corpora.ts, from ${from}`, concepts)
    }
    const facts = source ? { corpus, source: mtl, corpusLicence: source.corpusLicence } : { corpus }
    writeFileSync(join(out, corpus, 'manifest.json'), `${JSON.stringify({ ...facts, files }, null, 2)}\n`)
  }
}

if (import.meta.main) {
  const [datasets, out] = process.argv.slice(2)
  if (!datasets || !out) throw new Error('usage: node scripts/pack-corpora.ts DATASETS OUT')
  packCorpora(datasets, out)
}
