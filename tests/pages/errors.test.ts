import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { load } from 'cheerio'
import request from 'supertest'
import { Invalid, NotFound, Refused } from '../../src/lib/errors'
import { message } from '../../src/lib/message'
import { csrfToken } from '../../src/web/safety/csrf'
import type { Route } from '../../src/web/route'
import { shellApp } from '../support/shell'

const thrown: Record<string, () => never> = {
  '/missing': () => fail(new NotFound()),
  '/refused': () => fail(new Refused(message('errors:oneFile'))),
  '/faster': () => fail(new Refused(message('errors:status.409.text'), 409)),
  '/invalid': () => fail(new Invalid({ file: message('errors:fileTooLarge') })),
  '/bug': () => fail(new Error('insert failed for 张三 110105194912310021')),
}
const sample: Route[] = [
  ...Object.keys(thrown).map((path): Route => ({
    method: 'get',
    path,
    roles: 'anyone',
    handle: () => thrown[path]!(),
  })),
  { method: 'get', path: '/token', roles: 'anyone', handle: (req, res) => void res.send(csrfToken(req)) },
  { method: 'get', path: '/people/:id/notes/:noteId', roles: 'anyone', handle: (_req, res) => void res.send('found') },
  { method: 'get', path: '/office', roles: ['office', 'leading_group'], handle: (_req, res) => void res.send('in') },
  { method: 'get', path: '/search', roles: 'anyone', handle: (req, res) => void res.json(req.query) },
  { method: 'post', path: '/form', roles: 'anyone', handle: (req, res) => void res.json(req.body) },
  {
    method: 'post',
    path: '/upload',
    roles: 'anyone',
    upload: true,
    handle: (req, res) => void res.json({ name: req.file?.originalname, size: req.file?.size, body: req.body }),
  },
]
const { app, lines } = shellApp(sample)
const inLanguage = (lang: string, path: string) => request(app).get(path).set('Accept-Language', lang)

function fail(error: Error): never {
  throw error
}

/** A form with the token of its session, to be filled by the test. */
const signed = { agent: request.agent(app), token: '' }
beforeAll(async () => {
  signed.token = (await signed.agent.get('/token')).text
})
const form = (path: string) => signed.agent.post(path).set('x-csrf-token', signed.token)

describe('every error has a page in the reader’s language', () => {
  it.each([
    ['/missing', 404, '没有这个页面', 'There is no such page'],
    ['/nowhere/at/all', 404, '没有这个页面', 'There is no such page'],
    ['/refused', 403, '一次只能上传一个文件', 'One file at a time'],
    ['/faster', 409, '别人已经改过这条记录', 'Somebody else changed this record'],
    ['/invalid', 422, '文件超过 20 MB', 'more than 20 MB'],
    ['/bug', 500, '系统出错了', 'Something went wrong here'],
  ])('%s is %i', async (path, status, chinese, english) => {
    for (const [lang, words] of [
      ['zh-CN', chinese],
      ['en', english],
    ] as const) {
      const page = await inLanguage(lang, path)
      expect([page.status, load(page.text)('html').attr('lang')]).toEqual([status, lang])
      expect(page.text).toContain(words)
      expect(page.text).not.toMatch(/errors:|status\.\d/)
    }
  })

  it('tells which role a page is for', async () => {
    const page = await request(app).get('/office').set('x-role', 'auditor')
    expect(page.status).toBe(403)
    expect(page.text).toContain('这一页由县换届办、领导小组使用，您现在的身份是审计管理员。')
  })

  it('gives a number instead of details, and logs the same number without what was written', async () => {
    lines.splice(0)
    const page = await inLanguage('en', '/bug')
    expect(page.text).not.toMatch(/insert failed|张三|errors\.test/)
    const number = load(page.text)('main code').text()
    const line = JSON.parse(lines.find((one) => one.includes('unforeseen'))!)
    expect(line.request).toBe(number)
    expect(line.error).toMatchObject({
      name: 'Error',
      at: expect.arrayContaining([expect.stringContaining('errors.test')]),
    })
    expect(lines.join('')).not.toMatch(/张三|110105/)
  })
})

describe('addresses that no page of ours has', () => {
  const id = '018f0000-0000-7000-8000-00000000abcd'

  it.each([
    [`/people/${id}/notes/${id.toUpperCase()}`, 200],
    ['/people/1/notes/2', 404],
    [`/people/${id}/notes/'; --`, 404],
    [`/people/${id}/notes/${id}0`, 404],
    ['/people/%E0%A4%A/notes/1', 400],
    ['/%', 400],
    ['/%00', 400],
    ['/search?q=%00', 400],
    ['/search?q=%E0%A4%A', 200],
    [`/search?q=${'x'.repeat(5_000)}`, 414],
    ['/search?__proto__=1&constructor=2&q=1&q=2', 200],
  ])('%s is %i', async (path, status) => {
    const page = await request(app).get(path)
    expect(page.status).toBe(status)
    const sentence = load(page.text)('main p').first().text()
    expect(status === 200 || sentence.endsWith('。')).toBe(true)
  })
})

describe('forms that no page of ours sends', () => {
  it('ten thousand fields are 413', async () => {
    const fields = Array.from({ length: 10_000 }, (_one, index) => `f${index}=1`).join('&')
    const page = await form('/form').type('form').send(fields)
    expect(page.status).toBe(413)
    expect(page.text).toContain('5000 项')
  })

  it('two megabytes are 413', async () => {
    expect(
      (
        await form('/form')
          .type('form')
          .send(`words=${'x'.repeat(2_000_000)}`)
      ).status,
    ).toBe(413)
  })

  it('the character NUL is 400', async () => {
    expect((await form('/form').type('form').send('words=a%00b')).status).toBe(400)
  })

  it.each(['application/json', 'text/xml'])('%s is 415', async (type) => {
    expect((await form('/form').type(type).send('{}')).status).toBe(415)
  })

  it('an unknown encoding is 415', async () => {
    const packed = form('/form').type('form').set('Content-Encoding', 'zstd-9')
    expect((await packed.send('a=1')).status).toBe(415)
  })

  it('a file on a page that takes none is 415', async () => {
    expect((await form('/form').attach('file', Buffer.from('x'), 'x.xlsx')).status).toBe(415)
  })

  it('an empty form is taken', async () => {
    expect((await form('/form')).status).toBe(200)
  })
})

describe('uploads', () => {
  it('are taken with their Chinese name and the fields beside them', async () => {
    const answer = await form('/upload').field('words', '说明').attach('file', Buffer.from('abc'), '盛乐镇名册.xlsx')
    expect(answer.body).toEqual({ name: '盛乐镇名册.xlsx', size: 3, body: { words: '说明' } })
  })

  it('take the token from the form itself', async () => {
    const agent = request.agent(app)
    const token = (await agent.get('/token')).text
    const answer = await agent.post('/upload').field('_csrf', token).attach('file', Buffer.from('abc'), 'a.csv')
    expect(answer.status).toBe(200)
  })

  it('over 20 MB are 413, said in plain words', async () => {
    const page = await form('/upload').attach('file', Buffer.alloc(20.5 * 1024 * 1024), 'big.xlsx')
    expect([page.status, page.text.includes('文件超过 20 MB')]).toEqual([413, true])
  })

  it('with two files or another field name are 422', async () => {
    const page = await form('/upload').attach('other', Buffer.from('x'), 'x.csv')
    expect([page.status, page.text.includes('一次只能上传一个文件')]).toEqual([422, true])
  })

  it('that break off are 422', async () => {
    const broken = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nhalf'
    const page = await form('/upload').type('multipart/form-data; boundary=b').send(broken)
    expect([page.status, page.text.includes('没有传完整')]).toEqual([422, true])
  })

  it('with the character NUL in a field are 400', async () => {
    const page = await form('/upload').field('words', 'a\0b').attach('file', Buffer.from('x'), 'x.csv')
    expect(page.status).toBe(400)
  })
})

describe('a body of 300 MB', () => {
  it('is refused at once, while it is still being sent, and the sender sees the page', async () => {
    const server = createServer(app).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const started = Date.now()
    const { status, text, connection } = await startUpload(port, 300 * 1024 * 1024)
    expect([status, text.includes('内容太多')]).toEqual([413, true])
    expect(Date.now() - started).toBeLessThan(2_000)
    connection.destroy()
    server.closeAllConnections()
    server.close()
  })
})

type Refusal = { status?: number; text: string; connection: { destroy(): void } }

/** Announces a body of `size` bytes, sends one megabyte of it and waits for the answer. */
function startUpload(port: number, size: number): Promise<Refusal> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Length': size, 'Content-Type': 'multipart/form-data; boundary=b' }
    const sending = httpRequest({ port, path: '/upload', method: 'POST', headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode, text, connection: sending }))
    })
    sending.on('error', reject)
    sending.write(Buffer.alloc(1024 * 1024))
  })
}
