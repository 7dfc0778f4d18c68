import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser as Chromium, type BrowserContext, chromium, type Page } from 'playwright-core'
import { listen, type Listening } from '../../src/web/listen'
import { signedIn } from './accounts'
import { actorIn } from './county'
import type { World } from './review-world'
import type { Role } from '../../src/accounts/role'

/** A real browser on a listening application. Whatever a page complains of is in `complaints`. */
export type Desk = { complaints: string[]; as: As; stranger(): Promise<Page>; close(): Promise<void> }
type As = (role: Role, unit?: string, language?: 'zh-CN' | 'en') => Promise<Page>

export async function openBrowser(world: World): Promise<Desk> {
  const server = await listen(world.app, '127.0.0.1', 0)
  const browser = await chromium.launch({
    executablePath: chromiumHere(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const complaints: string[] = []
  const opened = (locale: string) => browser.newContext({ locale, baseURL: server.address, viewport })
  const as: As = async (role, unit, language = 'zh-CN') => {
    const context = await opened(language)
    await signIn(world, context, server.address, role, unit)
    return listened(await context.newPage(), complaints)
  }
  const stranger = async () => listened(await (await opened('zh-CN')).newPage(), complaints)
  return { complaints, as, stranger, close: () => closed(browser, server) }
}

/** Debian's; elsewhere CHROMIUM says where it is. */
function chromiumHere(): string {
  const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  if (!existsSync(path)) throw new Error(`Chromium is needed for this test: none at ${path}; set CHROMIUM to its path.`)
  return path
}

const viewport = { width: 1280, height: 900 }

/** What is seriously wrong for somebody with a screen reader, as rule and place. Legacy mode: our pages have no frames. */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${page.url()} ${id} ${html.slice(0, 160)}`))
}

/** By how many pixels a page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>
}

async function signIn(world: World, context: BrowserContext, url: string, role: Role, unit?: string): Promise<void> {
  const { cookie } = await signedIn(world, actorIn(world.county, role, unit))
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url }])
}

/** Violations of the content security policy are errors of the console too. */
function listened(page: Page, complaints: string[]): Page {
  page.on('console', (line) => line.type() === 'error' && complaints.push(`${page.url()} ${line.text()}`))
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.message}`))
  return page
}

async function closed(browser: Chromium, server: Listening): Promise<void> {
  await browser.close()
  await server.stop(1)
}
