import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..', '..')

test('what is published runs as built: command line, session process and entry points', async () => {
  const out = await mkdtemp(join(tmpdir(), 'bioner-built-'))
  try {
    execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' })
    const run = [
      'run',
      '--model',
      'embedded:minilm-l6-cdr-ncbi',
      '--corpus',
      'ncbi-disease',
      '--limit',
      '3',
      '--json',
      '--quiet',
    ]
    const answer = execFileSync(process.execPath, ['dist/cli/main.js', ...run, '--out', out], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(JSON.parse(answer).cells[0].status).toBe('partial')
    const names =
      "Promise.all(['bioner-bench', 'bioner-bench/seqeval', 'bioner-bench/evaluate'].map(name => import(name)))"
    const script = `${names}.then(modules => console.log(JSON.stringify(modules.map(module => Object.keys(module).sort()))))`
    expect(JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }))).toEqual([
      ['BenchError', 'decode', 'loadCorpus', 'openTagger', 'render', 'run', 'score'],
      [
        'accuracyScore',
        'classificationReport',
        'f1Score',
        'getEntities',
        'performanceMeasure',
        'precisionRecallFscoreSupport',
        'precisionScore',
        'recallScore',
      ],
      ['compute'],
    ])
  } finally {
    await rm(out, { recursive: true, force: true })
  }
})
