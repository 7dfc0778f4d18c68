import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childEnvironment } from '../../config'
import { CannotStart } from '../../lib/cannot-start'
import type { Account } from './postgres-account'

export type Ran = { code: number | null; output: string }

/**
 * Runs one of PostgreSQL's programs to its end. It starts in `cwd`, because the folder we are in may be closed to the
 * account. The output goes through a file: a server that stays behind would hold a pipe open for ever.
 */
export function run(program: string, args: string[], cwd: string, account: Account | null): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'lianshen-'))
  const path = join(folder, 'output')
  const output = openSync(path, 'w', 0o600)
  return new Promise<Ran>((resolve) => {
    const finish = (code: number | null, more = '') => resolve({ code, output: readFileSync(path, 'utf8') + more })
    const stdio = ['ignore', output, output] as const
    const child = spawn(program, args, {
      ...account,
      cwd,
      stdio: [...stdio],
      env: childEnvironment(),
      windowsHide: true,
    })
    // Without this, a program that cannot even be started ends Node.
    child.on('error', (error) => finish(null, error.message))
    child.on('exit', (code) => finish(code))
  }).finally(() => {
    closeSync(output)
    rmSync(folder, { recursive: true, force: true })
  })
}

/** Whether the account can run this program at all. */
export function canRun(program: string, account: Account | null): boolean {
  const tried = spawnSync(program, ['--version'], { ...account, cwd: '/', env: childEnvironment() })
  return tried.status === 0
}

/** What stopped a program, as one sentence with the program's own last words. */
export function cannotRun(what: string, { output }: Ran, folder: string): CannotStart {
  if (/No space left on device|ENOSPC/.test(output))
    return new CannotStart(`${what}: the disk that holds ${folder} is full.`)
  if (/Permission denied|EACCES|EPERM/.test(output))
    return new CannotStart(
      `${what}: permission denied. Look at the owner and the rights of ${folder}.\n${lastWords(output)}`,
    )
  return new CannotStart(`${what}:\n${lastWords(output)}`)
}

function lastWords(output: string): string {
  const lines = output.split(/\r?\n/).filter((line) => line.trim())
  const telling = lines.filter((line) => /\b(error|fatal|panic)\b/i.test(line))
  return (telling.length ? telling : lines).slice(-3).join('\n')
}
