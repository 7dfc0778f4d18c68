import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadKeys } from '../../src/keys'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lianshen-keys-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const none = { idKey: null, sessionSecret: null }
const file = () => join(folder, 'keys.json')

test('the first start makes keys of 32 bytes that only their owner reads; later ones find the same', () => {
  const keys = loadKeys(folder, none, false)
  expect(Object.values(keys).map((key) => key.length)).toEqual([32, 32, 32, 32, 32, 32])
  expect(new Set(Object.values(keys).map((key) => key.toString('hex'))).size).toBe(6)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(loadKeys(folder, none, true)).toEqual(keys)
})

test('a key from outside goes before the file, and the keys that follow from it go with it', () => {
  const kept = loadKeys(folder, none, false)
  const idKey = Buffer.alloc(32, 1)
  const keys = loadKeys(folder, { ...none, idKey }, true)
  expect(keys).toMatchObject({ idKey, sessionSecret: kept.sessionSecret })
  expect(keys.idDigestKey).not.toEqual(kept.idDigestKey)
  expect(loadKeys(folder, { ...none, idKey: kept.idKey }, true)).toEqual(kept)
})

test('with both from outside no file is made', () => {
  loadKeys(folder, { idKey: Buffer.alloc(32, 1), sessionSecret: Buffer.alloc(32, 2) }, true)
  expect(() => statSync(file())).toThrow(/ENOENT/)
})

test('keys that are lost are not replaced by new ones', () => {
  expect(() => loadKeys(folder, none, true)).toThrow(/keys\.json is missing.*back-up/)
  expect(() => statSync(file())).toThrow(/ENOENT/)
})

test('a file that others can read is refused', () => {
  loadKeys(folder, none, false)
  chmodSync(file(), 0o640)
  expect(() => loadKeys(folder, none, true)).toThrow(/other accounts.*chmod 600/)
})

test.each(['', '{', '{"idKey":"c2hvcnQ=","sessionSecret":"c2hvcnQ="}'])('a damaged file is refused: %s', (text) => {
  writeFileSync(file(), text, { mode: 0o600 })
  expect(() => loadKeys(folder, none, true)).toThrow(/damaged/)
  expect(readFileSync(file(), 'utf8')).toBe(text)
})
