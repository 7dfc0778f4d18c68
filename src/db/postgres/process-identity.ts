import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { childEnvironment } from '../../config'

/**
 * What tells one process from a later one with the same number: when it started. null: no such process.
 * A process that was killed, but whose parent has not noticed (in a container perhaps never), is none either.
 * Where nobody can say (Windows), every living process of that number is the same one.
 */
export function identityOf(pid: number): string | null {
  if (!isAlive(pid)) return null
  if (process.platform === 'win32') return 'alive'
  if (commandOf(pid) === '') return null
  return fromProc(pid) ?? fromPs(pid, 'lstart') ?? 'alive'
}

/** The command line of a process; '' for one that has ended, null when nobody can say. */
export function commandOf(pid: number): string | null {
  if (process.platform === 'win32') return null
  return readable(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? fromPs(pid, 'args')
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process lives, but may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// Linux: the 22nd field is the start in ticks since boot. The second field may hold blanks and brackets.
function fromProc(pid: number): string | null {
  const stat = readable(`/proc/${pid}/stat`)
  const boot = readable('/proc/sys/kernel/random/boot_id')
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return ticks && boot ? `${boot.trim()} ${ticks}` : null
}

function fromPs(pid: number, column: 'lstart' | 'args'): string | null {
  const ps = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', env: childEnvironment() })
  return ps.status === 0 ? ps.stdout.trim() : null
}

function readable(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
