import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderedHtml } from './rendered.ts'

const executablePath = '/usr/bin/chromium'
const present = existsSync(executablePath)
const where = present ? 'in Chromium' : `in Chromium (skipped: there is no ${executablePath})`

const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
const alone = ['--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND']

describe.skipIf(!present)(where, () => {
  let browser: Browser
  let folder = ''
  let address = ''

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bioner-report-'))
    const file = join(folder, 'report.html')
    writeFileSync(file, await renderedHtml())
    address = pathToFileURL(file).href
    browser = await chromium.launch({ executablePath, args: [...quiet, ...alone] })
  })

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(options: {
    colorScheme?: 'light' | 'dark'
    width?: number
  }): Promise<{ page: Page; said: string[]; asked: string[] }> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.colorScheme ?? 'light',
      offline: true,
    })
    const page = await context.newPage()
    const said: string[] = []
    const asked: string[] = []
    page.on('console', message => said.push(message.text()))
    page.on('pageerror', error => said.push(String(error)))
    page.on('request', request => asked.push(request.url()))
    await page.goto(address)
    return { page, said, asked }
  }

  test('it asks for itself and nothing else, and nothing complains', async () => {
    const { page, said, asked } = await open({})
    expect(asked).toEqual([address])
    expect(said).toEqual([])
    await page.context().close()
  })

  test('the evidence became no element and no handler', async () => {
    const { page } = await open({})
    const odd = await page.evaluate(() => {
      const all = [...document.querySelectorAll('*')]
      return {
        scripts: document.scripts.length,
        handlers: all.flatMap(element => element.getAttributeNames().filter(name => name.startsWith('on'))),
        title: document.title,
        strangers: all.filter(
          element => !element.closest('svg') && element.namespaceURI !== 'http://www.w3.org/1999/xhtml',
        ).length,
      }
    })
    expect(odd).toEqual({ scripts: 0, handlers: [], title: 'bioner-bench · fixture </title>', strangers: 0 })
    await page.context().close()
  })

  test.each([400, 1280])('at %i pixels the page itself never scrolls sideways', async width => {
    const { page } = await open({ width })
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0)
    await page.context().close()
  })

  test('of each pair of charts exactly the one that fits is shown', async () => {
    for (const [width, shown] of [
      [400, 'narrow'],
      [1280, 'wide'],
    ] as const) {
      const { page } = await open({ width })
      const seen = await page.evaluate(() =>
        [...document.querySelectorAll('svg.wide, svg.narrow')]
          .filter(svg => svg.getClientRects().length > 0)
          .map(svg => svg.getAttribute('class')),
      )
      expect(new Set(seen)).toEqual(new Set([shown]))
      await page.context().close()
    }
  })

  test('a chart follows light and dark', async () => {
    const colours: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open({ colorScheme })
      colours.push(
        await page.evaluate(() => getComputedStyle(document.querySelector('#priors svg.wide text') as Element).fill),
        await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
      )
      await page.context().close()
    }
    expect(new Set(colours).size).toBe(4)
  })

  test.each([
    ['light', 1280],
    ['dark', 400],
  ] as const)('%s, %i pixels: axe finds nothing', async (colorScheme, width) => {
    const { page } = await open({ colorScheme, width })
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html.slice(0, 200))])).toEqual([])
    await page.context().close()
  })
})
