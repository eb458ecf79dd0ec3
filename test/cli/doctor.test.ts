import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { main } from '../../src/cli/program.ts'
import type { Finding } from '../../src/wire/doctor/finding.ts'

async function runDoctor(args: readonly string[], env: Readonly<Record<string, string>>) {
  const home = mkdtempSync(join(tmpdir(), 'bioner-bench-doctor-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
  const out: string[] = []
  const exitCode = await main(
    ['doctor', ...args],
    {
      stdout: text => out.push(text),
      stderr: () => {},
      readStdin: async () => new Uint8Array(),
      env: { BIONER_HOME: join(home, 'not', 'there', 'yet'), HF_HOME: home, ...env },
      colours: false,
      interactive: false,
    },
    '0.0.0',
  )
  return { exitCode, stdout: out.join('') }
}

test('says what there is and what is missing, with a remedy for each that has one', async () => {
  const { exitCode, stdout } = await runDoctor(['--json'], { BIONER_REGION: 'FRA', HF_TOKEN: 'hf_verysecret' })
  expect(exitCode).toBe(0)
  expect(stdout).not.toContain('verysecret')
  const { format, findings }: { format: string; findings: Finding[] } = JSON.parse(stdout)
  expect(format).toBe('bioner-bench/doctor@1')
  const named = new Map(findings.map(finding => [finding.name, finding]))
  expect(new Set(findings.map(finding => finding.area))).toEqual(
    new Set(['machine', 'devices', 'meters', 'corpora', 'models', 'disk']),
  )
  expect(named.get('cpu')).toMatchObject({ state: 'ok', remedy: null })
  expect(named.get('grid region')).toMatchObject({
    state: 'ok',
    detail: expect.stringMatching(/^FRA, [\d.]+ g CO2e\/kWh$/),
  })
  expect(named.get('Hub')?.detail).toContain('a token is set')
  expect(named.get('test splits')).toMatchObject({
    state: 'missing',
    remedy: expect.stringMatching(/^bioner-bench datasets fetch .*\bjnlpba\b/),
  })
  for (const { area, state, detail, remedy } of findings)
    if (area === 'devices' && state === 'missing') {
      expect(remedy).not.toBeNull()
      expect(detail).not.toMatch(/--device|cannot be opened|; it (needs|is there)/)
    }
})

test('ends with 1 where something that was set does not work, and says what', async () => {
  const { exitCode, stdout } = await runDoctor([], {
    BIONER_DATA: '/nowhere/at/all',
    BIONER_REGION: 'XXQ',
    HF_ENDPOINT: 'ftp://x',
  })
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/PROBLEM {2}test splits: BIONER_DATA: \/nowhere\/at\/all: no such folder/)
  expect(stdout).toMatch(/PROBLEM {2}grid region: unknown region "XXQ"/)
  expect(stdout).toMatch(/PROBLEM {2}Hub: HF_ENDPOINT: ftp:\/\/x/)
})
