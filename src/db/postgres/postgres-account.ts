import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { childEnvironment } from '../../config'
import { CannotStart } from '../../lib/cannot-start'

/** Whom PostgreSQL runs as, when that is not whoever runs this program. */
export type Account = { uid: number; gid: number }

/** PostgreSQL refuses to run as root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** As root: the owner of the database when there is one, else an account of this machine that owns next to nothing. */
export function accountFor(folder: string): Account | null {
  if (!isRoot()) return null
  const owner = statSync(folder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const found = ['postgres', 'lianshen', 'nobody'].map(numbersOf).find((account) => account)
  if (found) return found
  throw new CannotStart(
    'PostgreSQL refuses to run as root, and this machine has no account to run it. ' +
      'Make one (useradd --system lianshen), start as an ordinary user, or set DATABASE_URL.',
  )
}

function numbersOf(name: string): Account | null {
  const [uid, gid] = ['-u', '-g'].map((option) => number('id', [option, name]))
  return uid && gid ? { uid, gid } : null
}

function number(command: string, args: string[]): number | null {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', env: childEnvironment() })
  return status === 0 ? Number(stdout) : null
}
