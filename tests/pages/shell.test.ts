import { load } from 'cheerio'
import request from 'supertest'
import type { Config } from '../../src/config'
import { message } from '../../src/lib/message'
import { flash } from '../../src/web/pages/flash'
import { assetUrl } from '../../src/web/pages/assets'
import { homeRoutes } from '../../src/web/home.routes'
import { styleguideRoutes } from '../../src/web/styleguide/styleguide.routes'
import { languageRoutes } from '../../src/web/pages/language'
import { sendPage } from '../../src/web/pages/page'
import type { Drawing } from '../../src/web/pages/templates'
import type { Route } from '../../src/web/route'
import { filesIn } from '../house/files'
import { shellApp } from '../support/shell'

const sample: Route[] = [
  ...homeRoutes,
  ...languageRoutes,
  {
    method: 'get',
    path: '/open',
    roles: 'anyone',
    handle: (_req, res) => sendPage(res, 'progress/empty', { title: 'Open <b>' }),
  },
  {
    method: 'get',
    path: '/candidates{/:page}',
    roles: 'signed-in',
    handle: (_req, res) => sendPage(res, 'progress/empty', { title: 'List' }),
  },
  {
    method: 'get',
    path: '/notice',
    roles: 'signed-in',
    handle: (req, res) => {
      flash(req, message('errors:oneFile'))
      res.redirect(303, '/candidates')
    },
  },
]
const { app } = shellApp(sample)
const get = (path: string) => request(app).get(path)

describe('the language', () => {
  it('is Chinese unless asked otherwise', async () => {
    const page = await get('/open')
    expect(load(page.text)('html').attr('lang')).toBe('zh-CN')
    expect(page.text).toContain('跳到正文')
  })

  it.each([
    ['en-GB,en;q=0.9', 'en'],
    ['zh-TW', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['fr, en;q=0.5', 'en'],
  ])('follows Accept-Language %s', async (header, lang) => {
    const page = await get('/open').set('Accept-Language', header)
    expect(load(page.text)('html').attr('lang')).toBe(lang)
  })

  it('is changed by one click, and stays', async () => {
    const agent = request.agent(app)
    const href = load((await agent.get('/open?a=1')).text)('.who a[lang=en]').attr('href')!
    const answer = await agent.get(href)
    expect([answer.status, answer.headers.location]).toEqual([303, '/open?a=1'])
    expect((await agent.get('/open').set('Accept-Language', 'zh-CN')).text).toContain('Skip to the content')
  })

  it.each([
    '//evil.example/x',
    '/\\evil.example/x',
    '/.//evil.example/x',
    '/a/..//evil.example/x',
    'https://evil.example/x',
    '/\t/evil.example/x',
    'javascript:alert(1)',
    'x',
    '',
  ])('does not lead to another site: %j', async (back) => {
    const answer = await get(`/language/en?back=${encodeURIComponent(back)}`)
    expect([answer.status, answer.headers.location]).toEqual([303, '/'])
  })

  it('knows two languages only', async () => {
    expect((await get('/language/xx')).status).toBe(404)
  })
})

describe('the page', () => {
  it('escapes its title and has one h1, a title, landmarks and a skip link', async () => {
    const page = await get('/open')
    const $ = load(page.text)
    expect(page.text).toContain('<h1>Open &lt;b&gt;</h1>')
    expect($('h1')).toHaveLength(1)
    expect($('title').text()).toContain('Open <b>')
    expect($('main#main, header, footer')).toHaveLength(3)
    expect($('.skip-link').attr('href')).toBe('#main')
  })

  it('says who is signed in, where, and marks where we are', async () => {
    const $ = load((await get('/candidates').set('x-role', 'office')).text)
    expect($('.who-name').text()).toBe('示例单位 · 县换届办 · 测试员')
    expect($('.place').text()).toBe('示例县 · 2026 年换届')
    expect($('nav [aria-current=page]').text()).toBe('候选人')
    expect($('form[action="/sign-out"] input[name=_csrf]').val()).toMatch(/\w{20}/)
  })

  it.each([
    ['/candidates', '候选人'],
    ['/candidates/import', '导入'],
    ['/candidates/somebody', '候选人'],
  ])('marks the closest link only: %s', async (path, label) => {
    const $ = load((await get(path).set('x-role', 'township_clerk')).text)
    expect(
      $('nav [aria-current=page]')
        .map((_i, link) => $(link).text())
        .get(),
    ).toEqual([label])
  })

  it('says a notice once, where the focus goes', async () => {
    const agent = request.agent(app).set('x-role', 'office')
    await agent.get('/notice')
    const [told, after] = [load((await agent.get('/candidates')).text), load((await agent.get('/candidates')).text)]
    expect(told('[role=status][autofocus][tabindex=-1]').text()).toContain('一次只能上传一个文件')
    expect(after('[role=status]:not([autofocus])').text().trim()).toBe('')
  })
})

describe('the start page', () => {
  it.each([
    ['office', '/progress'],
    ['reviewer', '/reviews'],
    ['observer', '/progress'],
    ['auditor', '/administration'],
    ['system_admin', '/administration'],
    ['township_clerk', '/township'],
    ['township_lead', '/township'],
  ])('of %s is %s', async (role, home) => {
    const answer = await get('/').set('x-role', role)
    expect([answer.status, answer.headers.location]).toEqual([303, home])
  })

  it('asks for the sign-in first and comes back', async () => {
    const answer = await get('/candidates?page=2')
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in?next=%2Fcandidates%3Fpage%3D2'])
  })
})

describe('assets', () => {
  it('may be kept for ever, because their digest is in the address', async () => {
    const hrefs = load((await get('/open')).text)('link[href], script[src]')
      .map((_i, tag) => tag.attribs.href ?? tag.attribs.src)
      .get()
    expect(hrefs).toHaveLength(3)
    for (const href of hrefs) {
      const answer = await get(href)
      expect(answer.status).toBe(200)
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(answer.headers['content-type']).toMatch(/^(text\/(css|javascript)|image\/svg\+xml)/)
    }
  })

  it('come to 150 KB at most before a first page stands, with one file that painting waits for', async () => {
    const $ = load((await get('/open')).text)
    const hrefs = [...$('link[rel=stylesheet], script[src]').get(), ...$('use').get()].map(
      ({ attribs }) => (attribs.href ?? attribs.src)!.split('#')[0]!,
    )
    expect($('link[rel=stylesheet], script[src]:not([type=module])')).toHaveLength(1)
    const sent = await Promise.all([...new Set([...hrefs, assetUrl('icons.svg')])].map(sizeAsSent))
    expect(sent.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000)
  })

  it.each(['gzip', 'br', 'identity'])('are the same whether packed as %s or not', async (encoding) => {
    const answer = await get(assetUrl('css/lianshen.css')).set('Accept-Encoding', encoding).buffer()
    expect(answer.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding)
    expect(answer.headers.vary).toContain('Accept-Encoding')
    expect(answer.text).toContain('--tblr-primary: var(--accent)')
  })

  it('under an old digest are served but not kept', async () => {
    expect((await get('/assets/000000000000/css/lianshen.css')).headers['cache-control']).toBe('no-cache')
  })

  it('are those of the public folder and no others', async () => {
    expect((await get('/assets/x/..%2f..%2fpackage.json')).status).toBe(404)
    expect((await get('/assets/x/nothing.css')).status).toBe(404)
  })
})

async function sizeAsSent(href: string): Promise<number> {
  const answer = await request(app).head(href).set('Accept-Encoding', 'gzip')
  return Number(answer.headers['content-length'])
}

describe('the page of components', () => {
  const names = filesIn('views/components', '.ejs').map(({ path }) => /([\w-]+)\.ejs$/.exec(path)![1]!)
  const opened = (environment: 'production' | 'development', demo = false) =>
    request(shellApp(styleguideRoutes({ config: { environment, demo } as Config })).app).get('/styleguide')

  it('shows every component in a state at least, with what its first line says', async () => {
    const $ = load((await opened('development')).text)
    for (const name of names) {
      const card = $(`#component-${name}`)
      expect([name, card.find('.card-section').length > 1, card.find('p').first().text().length > 10]).toEqual([
        name,
        true,
        true,
      ])
    }
  })

  it('is the same whichever way it is drawn', async () => {
    const { app } = shellApp(styleguideRoutes({ config: { environment: 'development', demo: false } as Config }))
    const drawn = async (way: Drawing) => {
      app.set('templates', way)
      const { text } = await request(app).get('/styleguide')
      return text.replace(/ name="_csrf" value="[^"]+"/g, '')
    }
    const strict = await drawn('strict')
    expect(strict.length).toBeGreaterThan(30_000)
    expect([await drawn('quick'), await drawn('anew')]).toEqual([strict, strict])
  })

  it('is there in development and in the demo, not in production', async () => {
    expect((await opened('production')).status).toBe(404)
    expect((await opened('production', true)).status).toBe(200)
  })
})
