// Makes assets/corpora from a folder of corpora laid out by corpus id: `node scripts/pack-corpora.ts DATASETS OUT`.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { mapDocuments, renderDocuments, sentencesOf } from './map-documents.ts'

const mtl = {
  repository: 'https://github.com/cambridgeltl/MTL-Bioinformatics-2016',
  commit: 'df0df02fae6dbb87d88ffcf323b9096528f06f84',
  licence: 'CC BY 4.0',
}

const corpora = [
  {
    id: 'ncbi-disease',
    folder: 'data/NCBI-disease-IOB',
    corpusLicence: 'United States Government Work, public domain',
    originals: { test: 'original/NCBItestset_corpus.txt', train: 'original/NCBItrainset_corpus.txt' },
  },
  {
    id: 'bc5cdr',
    folder: 'data/BC5CDR-IOB',
    corpusLicence: 'Public Domain Mark 1.0, as its card in BigBio states; the release itself has no licence text',
    originals: { test: 'pubtator/CDR_TestSet.PubTator.txt', train: 'pubtator/CDR_TrainingSet.PubTator.txt' },
  },
] as const

interface ShippedFile {
  readonly path: string
  readonly origin: string
  /** Of the unpacked file. */
  readonly bytes: number
  readonly sha256: string
}

/** `datasets` is laid out by corpus id; the folders of the corpora are made in `out`. */
export function packCorpora(datasets: string, out: string): void {
  for (const { id, folder, corpusLicence, originals } of corpora) {
    mkdirSync(join(out, id, 'conll'), { recursive: true })
    const files: ShippedFile[] = []
    const ship = (name: string, origin: string, bytes: Uint8Array) => {
      writeFileSync(join(out, id, name), name.endsWith('.gz') ? gzipSync(bytes, { level: 9 }) : bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      files.push({ path: name, origin, bytes: bytes.length, sha256 })
    }
    for (const split of ['test', 'train'] as const) {
      const conll = readFileSync(join(datasets, id, 'conll', `${split}.tsv`))
      const original = originals[split]
      const documents = mapDocuments(readFileSync(join(datasets, id, original), 'utf8'), sentencesOf(split, conll))
      // The demo reads the test splits only; the training splits are for the dictionary and for what was seen in training.
      ship(split === 'test' ? 'conll/test.tsv' : 'conll/train.tsv.gz', `${folder}/${split}.tsv`, conll)
      ship(
        `conll/${split}.documents.tsv`,
        `scripts/map-documents.ts, from ${original.replace(/^\w+\//, '')}`,
        Buffer.from(renderDocuments(documents)),
      )
    }
    const manifest = { corpus: id, source: mtl, corpusLicence, files }
    writeFileSync(join(out, id, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  }
}

if (import.meta.main) {
  const [datasets, out] = process.argv.slice(2)
  if (!datasets || !out) throw new Error('usage: node scripts/pack-corpora.ts DATASETS OUT')
  packCorpora(datasets, out)
}
