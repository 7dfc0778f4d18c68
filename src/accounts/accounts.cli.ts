import pino from 'pino'
import { loadConfig } from '../config'
import { openCounty } from '../county'
import type { Deps } from '../deps'
import { NotFound, Refused } from '../lib/errors'
import { renewLink, unlockByOperator } from './operator.actions'
import { listAccounts } from './list/account-list.store'
import { plainUsername } from './account'
import { linkHours } from './passwords/password-link'

type Console = { out(line: string): void; err(line: string): void }
type Command = (deps: Deps, username: string, console: Console) => Promise<void>

const usage = `Usage:
  accounts list            who has an account: username, role, state
  accounts link <name>     a one-time link to set a password, for when no administrator can sign in
  accounts unlock <name>   lifts the lock after failed sign-ins
Add --demo for the invented county.`

const commands: Record<string, Command> = { list, link, unlock }

/** What an operator at the machine may do; each act is in the audit trail as the system's. 1: no such account. */
export async function accountsCommand(args: string[], console: Console): Promise<number> {
  const [verb = '', name = ''] = args.filter((arg) => arg !== '--demo')
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined
  if (!command || (verb !== 'list' && !name)) {
    console.err(usage)
    return 2
  }
  const county = await openCounty(loadConfig({ demo: args.includes('--demo') }), pino({ level: 'silent' }), {
    beside: true,
  })
  try {
    return await tried(() => command(county.deps, plainUsername(name), console), console)
  } finally {
    await county.close()
  }
}

async function tried(work: () => Promise<void>, console: Console): Promise<number> {
  try {
    await work()
    return 0
  } catch (error) {
    if (!(error instanceof NotFound || error instanceof Refused)) throw error
    console.err('There is no such account, or it is disabled.')
    return 1
  }
}

async function list({ db, clock }: Deps, _username: string, console: Console): Promise<void> {
  const rows = await listAccounts(db, {}, { skip: 0, take: 10_000, now: clock.now() })
  for (const { username, role, state } of rows) console.out([username, role, state].join('\t'))
}

async function link(deps: Deps, username: string, console: Console): Promise<void> {
  const { publicUrl, host, port } = deps.config
  const path = await renewLink(deps, username)
  console.out(`Works once, within ${linkHours} hours: ${publicUrl ?? `http://${host}:${port}`}${path}`)
}

async function unlock(deps: Deps, username: string, console: Console): Promise<void> {
  console.out(`Locks lifted: ${await unlockByOperator(deps, username)}`)
}
