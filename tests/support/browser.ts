import { existsSync } from 'node:fs'
import { source as axe } from 'axe-core'
import {
  type Browser as Chromium,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { listen, type Listening } from '../../src/web/listen'
import type { Actor } from '../../src/accounts/actor'
import { actorNamed, signedIn } from './accounts'
import type { TestApp } from './app'
import { actorIn } from './county'
import type { World } from './review-world'
import type { Role } from '../../src/accounts/role'

/** A real browser on a listening application. Whatever a page complains of is in `complaints`. */
export type Desk = {
  complaints: string[]
  /** `means`: how they look at it, where not on a usual screen with scripts. */
  as: As
  /** The account of this user name. */
  person(username: string, language?: 'zh-CN' | 'en'): Promise<Page>
  stranger(means?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}
type As = (role: Role, unit?: string, language?: 'zh-CN' | 'en', means?: BrowserContextOptions) => Promise<Page>

/** `language` is that of strangers. */
export async function openBrowser(
  world: TestApp & Partial<Pick<World, 'county'>>,
  language: 'zh-CN' | 'en' = 'zh-CN',
): Promise<Desk> {
  // Drawn as in production; every other test draws strictly.
  world.app.set('templates', 'quick')
  const server = await listen(world.app, '127.0.0.1', 0)
  const browser = await chromium.launch({
    executablePath: chromiumHere(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const complaints: string[] = []
  const opened = (locale: string, means: BrowserContextOptions = {}) =>
    browser.newContext({ locale, baseURL: server.address, viewport, ...means })
  const at = async (actor: Actor, language: string, means?: BrowserContextOptions) => {
    const context = await opened(language, means)
    await signIn(world, context, server.address, actor)
    return listened(await context.newPage(), complaints)
  }
  const as: As = (role, unit, language = 'zh-CN', means) => at(actorIn(world.county!, role, unit), language, means)
  const person = async (username: string, language = 'zh-CN') => at(await actorNamed(world.deps, username), language)
  const stranger = async (means?: BrowserContextOptions) =>
    listened(await (await opened(language, means)).newPage(), complaints)
  return { complaints, as, person, stranger, close: () => closed(browser, server) }
}

/** Debian's; elsewhere CHROMIUM says where it is. */
function chromiumHere(): string {
  const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  if (!existsSync(path)) throw new Error(`Chromium is needed for this test: none at ${path}; set CHROMIUM to its path.`)
  return path
}

const viewport = { width: 1280, height: 900 }

/** All rules that are not experimental, at every severity. Only experimental ones read the style sheets: no preloading. */
const rules = { resultTypes: ['violations'], preload: false, rules: { 'target-size': { enabled: true } } }

/** What keeps somebody out, as rule and place. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(`${axe};0`)
  // Of its report, megabytes on a long page, only what is wrong leaves the browser.
  const wrong = `axe.run(document, ${JSON.stringify(rules)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`
  const found = (await page.evaluate(wrong)) as string[]
  return found.map((one) => `${page.url()} ${one}`)
}

/** By how many pixels a page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>
}

async function signIn(world: TestApp, context: BrowserContext, url: string, actor: Actor): Promise<void> {
  const { cookie } = await signedIn(world, actor)
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url }])
}

/** Violations of the content security policy are errors of the console too. */
function listened(page: Page, complaints: string[]): Page {
  page.on('console', (line) => {
    // A form that is handed back is no fault of the page.
    const refused = /status of (401|403|409|422)/.test(line.text())
    if (line.type() === 'error' && !refused) complaints.push(`${page.url()} ${line.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.message}`))
  return page
}

async function closed(browser: Chromium, server: Listening): Promise<void> {
  await browser.close()
  await server.stop(1)
}
