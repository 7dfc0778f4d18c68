import { isAbsolute } from 'node:path'
import { readConfig } from '../../src/config'

const read = (env: Record<string, string>, demo = false) => readConfig(env, { demo }).config

test('nothing needs to be set', () => {
  expect(read({})).toMatchObject({
    environment: 'production',
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: null,
    databaseSchema: 'public',
    trustProxy: false,
    secureCookies: false,
    publicUrl: null,
    logLevel: 'info',
  })
  expect(isAbsolute(read({}).dataDir)).toBe(true)
})

test('an empty setting is one that is not set', () => {
  expect(read({ PORT: '', DATABASE_URL: '  ', SECURE_COOKIES: '' })).toEqual(read({}))
})

test('the demo keeps its data apart', () => {
  expect(read({}, true).dataDir).not.toBe(read({}).dataDir)
  expect(read({ DATA_DIR: '/srv/demo' }, true).dataDir).toBe('/srv/demo')
})

test('attached files are kept in the data folder unless told otherwise, and are not scanned unless told by whom', () => {
  expect(read({ DATA_DIR: '/srv/a' })).toMatchObject({ evidenceDir: '/srv/a/evidence', clamd: null })
  expect(read({}).evidenceQuota).toBe(20 * 1024 ** 3)
  expect(read({ EVIDENCE_DIR: '/srv/shared', EVIDENCE_QUOTA_MB: '1' })).toMatchObject({
    evidenceDir: '/srv/shared',
    evidenceQuota: 1024 ** 2,
  })
})

test.each([
  ['127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
  ['[::1]:3310', { host: '::1', port: 3310 }],
  ['clamav:3310', { host: 'clamav', port: 3310 }],
  ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
  ['unix:/run/clamd', { path: '/run/clamd' }],
])('CLAMD=%s', (text, value) => expect(read({ CLAMD: text }).clamd).toEqual(value))

test('cookies are for HTTPS alone when people come by HTTPS, unless told otherwise', () => {
  expect(read({ PUBLIC_URL: 'https://a.example/' })).toMatchObject({
    secureCookies: true,
    publicUrl: 'https://a.example',
  })
  expect(read({ PUBLIC_URL: 'https://a.example', SECURE_COOKIES: 'false' }).secureCookies).toBe(false)
})

test.each([
  ['1', 1],
  ['true', true],
  ['loopback, 10.0.0.1', 'loopback, 10.0.0.1'],
])('TRUST_PROXY=%s', (text, value) => expect(read({ TRUST_PROXY: text }).trustProxy).toBe(value))

test.each(['0', '3000', '65535'])('PORT=%s can be used', (port) => expect(read({ PORT: port }).port).toBe(Number(port)))

test.each([
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '3000a'],
  ['HOST', 'a b'],
  ['DATABASE_URL', 'mysql://a/b'],
  ['DATABASE_SCHEMA', 'Kreis A'],
  ['DATABASE_SCHEMA', 'pg_a'],
  ['ID_KEY', 'c2hvcnQ='],
  ['SESSION_SECRET', '!'],
  ['SECURE_COOKIES', 'yes'],
  ['PUBLIC_URL', 'lianshen.example'],
  ['EVIDENCE_QUOTA_MB', '0'],
  ['EVIDENCE_QUOTA_MB', '20 GB'],
  ['CLAMD', 'clamav'],
  ['CLAMD', 'clamav:0'],
  ['CLAMD', ':3310'],
  ['SMTP_URL', 'mail.county.example'],
  ['MAIL_FROM', 'the office'],
  ['LOG_LEVEL', 'loud'],
  ['NODE_ENV', 'live'],
])('%s=%s is named', (name, value) => expect(() => read({ [name]: value })).toThrow(`  ${name}: `))

test('e-mails need a sender and the address that they tell, and both are asked for at once', () => {
  const SMTP_URL = 'smtp://me:secret@mail.example'
  expect(read({}).mail).toBeNull()
  expect(() => read({ SMTP_URL })).toThrow(/MAIL_FROM: .*\n {2}PUBLIC_URL: /)
  expect(() => read({ SMTP_URL, PORT: 'x' })).toThrow(/PORT: [^]*MAIL_FROM: /)
  const given = { SMTP_URL, MAIL_FROM: '联审 <a@b.example>', PUBLIC_URL: 'https://a.example' }
  expect(read(given).mail).toEqual({ url: SMTP_URL, from: '联审 <a@b.example>' })
})

test('everything wrong is told at once, and no secret with it', () => {
  const wrong = { PORT: 'x', ID_KEY: 'my secret key', SESSION_SECRET: 'my secret', DATABASE_URL: 'my secret address' }
  const told = () => read(wrong)
  for (const name of Object.keys(wrong)) expect(told).toThrow(new RegExp(`^  ${name}: .*cannot be used; .+\\.$`, 'm'))
  expect(told).not.toThrow(/my secret/)
})

test('a key is 32 bytes', () => {
  const bytes = Buffer.alloc(32, 7)
  expect(readConfig({ ID_KEY: bytes.toString('base64') }, { demo: false }).givenKeys).toEqual({
    idKey: bytes,
    sessionSecret: null,
  })
})
