import { load } from 'cheerio'
import request from 'supertest'
import { sendPage } from '../../src/web/pages/page'
import type { Route } from '../../src/web/route'
import { shellApp } from '../support/shell'

const taken: unknown[] = []
const sample: Route[] = [
  {
    method: 'get',
    path: '/form',
    roles: 'anyone',
    handle: (_req, res) => sendPage(res, 'progress/empty', { title: 'Form' }),
  },
  {
    method: 'post',
    path: '/form',
    roles: ['reviewer'],
    handle: (req, res) => {
      taken.push(req.body)
      res.redirect(303, '/form')
    },
  },
  {
    method: 'get',
    path: '/people/:id',
    roles: 'anyone',
    handle: (_req, res) => sendPage(res, 'progress/empty', { title: 'Somebody' }),
  },
]
const { app, lines } = shellApp(sample)
const asReviewer = () => request.agent(app).set('x-role', 'reviewer')
beforeEach(() => taken.splice(0))

async function tokenOf(agent: ReturnType<typeof request.agent>): Promise<string> {
  return load((await agent.get('/form')).text)('input[name=_csrf]')
    .first()
    .val() as string
}

describe('every page', () => {
  it('allows no inline script or style, no frame, no other site', async () => {
    const { headers } = await request(app).get('/form')
    const policy = headers['content-security-policy']!
    expect(policy).not.toContain('unsafe')
    expect(policy.split(';').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "script-src 'self'",
      "style-src 'self'",
    ])
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
  })

  it('tells browsers to send our own forms with their origin', async () => {
    expect((await request(app).get('/form')).headers['referrer-policy']).toBe('same-origin')
  })

  it.each(['/form', '/nowhere', '/people/1'])('is kept by no browser: %s', async (path) => {
    expect((await request(app).get(path)).headers['cache-control']).toBe('no-store')
  })

  it('makes no session for a reader who is not signed in', async () => {
    expect((await request(app).get('/form')).headers['set-cookie']).toBeUndefined()
  })
})

describe('the log', () => {
  it('has one line per request, with the pattern of the address and nothing that was typed', async () => {
    lines.splice(0)
    const id = '018f0000-0000-7000-8000-00000000abcd'
    await request(app).get(`/people/${id}?q=%E5%BC%A0%E4%B8%89`).set('x-role', 'office')
    expect(lines).toHaveLength(1)
    const line = JSON.parse(lines[0]!)
    expect(line).toMatchObject({ method: 'GET', route: '/people/:id', status: 200, account: expect.any(String) })
    expect(line.request).toMatch(/^[0-9a-f-]{36}$/)
    expect(lines[0]).not.toMatch(/张三|%E5|测试员|abcd/)
  })
})

describe('a form from another site is refused', () => {
  it.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
    [{ Origin: 'https://evil.example' }],
    [{ Origin: 'null' }],
    [{ Origin: 'http://127.0.0.1:1' }],
  ])('%j', async (headers: Record<string, string>) => {
    const agent = asReviewer()
    const _csrf = await tokenOf(agent)
    const answer = await agent.post('/form').set(headers).type('form').send({ _csrf, words: 'x' })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('来自别的网站')
    expect(taken).toEqual([])
  })

  it.each([
    [{ 'Sec-Fetch-Site': 'same-origin' }],
    [{ 'Sec-Fetch-Site': 'none' }],
    [{ Origin: 'http://county.example' }],
  ])('but ours is taken: %j', async (headers: Record<string, string>) => {
    const agent = asReviewer()
    const _csrf = await tokenOf(agent)
    const form = agent.post('/form').set('Host', 'county.example').set(headers).type('form')
    expect((await form.send({ _csrf, words: 'x' })).status).toBe(303)
    expect(taken).toHaveLength(1)
  })
})

describe('a form without the token of this session', () => {
  it.each([undefined, '', 'x'.repeat(128), ['a', 'b']])('is refused: %j', async (_csrf) => {
    const agent = asReviewer()
    await tokenOf(agent)
    const answer = await agent
      .post('/form')
      .type('form')
      .send({ ...(_csrf !== undefined && { _csrf }), words: 'x' })
    expect(answer.status).toBe(403)
    expect(taken).toEqual([])
  })

  it('is refused when the token is of somebody else', async () => {
    const _csrf = await tokenOf(asReviewer())
    const agent = asReviewer()
    await tokenOf(agent)
    expect((await agent.post('/form').type('form').send({ _csrf })).status).toBe(403)
  })

  it('comes back with all that was typed, and is taken when sent again', async () => {
    const agent = asReviewer()
    const words = '处分决定 和纪〔2024〕31号 "<b>&'
    const answer = await agent
      .post('/form')
      .type('form')
      .send({ _csrf: 'old', words, item: ['N06', 'N07'], password: 'secret word' })
    expect(answer.text).not.toContain('secret word')
    const $ = load(answer.text)
    expect($('.typed').text()).toContain(words)
    const fields = new URLSearchParams(
      $('main form')
        .serializeArray()
        .map(({ name, value }) => [name, value] as [string, string]),
    )
    expect((await agent.post($('main form').attr('action')!).type('form').send(fields.toString())).status).toBe(303)
    expect(taken).toEqual([expect.objectContaining({ words, item: ['N06', 'N07'] })])
  })
})

describe('a form after the sign-in has ended', () => {
  it('is kept on the page, with the way to sign in again', async () => {
    const form = request(app)
      .post('/form')
      .set('Referer', 'http://county.example/form?page=3')
      .set('Host', 'county.example')
    const answer = await form.type('form').send({ words: '一段写了很久的话' })
    const $ = load(answer.text)
    expect(answer.status).toBe(401)
    expect($('main form input[name=words]').val()).toBe('一段写了很久的话')
    expect($('main a[target=_blank]').attr('href')).toBe('/sign-in?next=%2Fform%3Fpage%3D3')
    expect(taken).toEqual([])
  })

  it('never leads back to another site', async () => {
    const answer = await request(app)
      .post('/form')
      .set('Referer', 'https://evil.example/sign-out')
      .type('form')
      .send({ words: 'x' })
    expect(
      load(answer.text)('main a')
        .map((_i, link) => load(answer.text)(link).attr('href'))
        .get(),
    ).toEqual(['/sign-in?next=%2F', '/'])
  })
})
