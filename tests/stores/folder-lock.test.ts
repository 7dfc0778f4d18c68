import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { holderOf, takeFolder, type FolderLock } from '../../src/db/postgres/folder-lock'
import { identityOf } from '../../src/db/postgres/process-identity'

let folder: string
let child: ChildProcess | undefined
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lianshen-lock-'))))
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const left = (holder: object) => writeFileSync(join(folder, 'running.json'), JSON.stringify(holder))

test('one takes it; the next is told who has it and where that one listens', () => {
  const lock = takeFolder(folder) as FolderLock
  expect(takeFolder(folder)).toEqual({ heldBy: expect.objectContaining({ pid: process.pid, address: null }) })
  lock.announce('http://127.0.0.1:3000')
  expect(holderOf(folder)).toMatchObject({ pid: process.pid, address: 'http://127.0.0.1:3000' })
  lock.release()
  expect(readdirSync(folder)).toEqual([])
})

test('a holder that was killed does not hold', async () => {
  const other = (child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']))
  await new Promise((resolve) => other.once('spawn', resolve))
  left({ pid: other.pid, identity: identityOf(other.pid!), address: 'http://127.0.0.1:3000' })
  expect(takeFolder(folder)).toHaveProperty('heldBy.pid', other.pid)
  other.kill('SIGKILL')
  await new Promise((resolve) => other.once('exit', resolve))
  expect(takeFolder(folder)).not.toHaveProperty('heldBy')
  expect(holderOf(folder)).toMatchObject({ pid: process.pid })
})

test('another process that got the same number does not hold', () => {
  left({ pid: process.pid, identity: 'an earlier one', address: null })
  expect(takeFolder(folder)).not.toHaveProperty('heldBy')
})

test('a lock that cannot be read does not hold', () => {
  writeFileSync(join(folder, 'running.json'), '{"pid": 1')
  expect(takeFolder(folder)).not.toHaveProperty('heldBy')
  expect(readdirSync(folder)).toEqual(['running.json'])
})
