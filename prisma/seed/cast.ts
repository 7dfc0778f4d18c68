import { createAccount, makeAccount } from '../../src/accounts/accounts.actions'
import type { Actor } from '../../src/accounts/actor'
import { passwordProblem } from '../../src/accounts/passwords/password'
import { storePassword } from '../../src/accounts/passwords/passwords.store'
import type { Role } from '../../src/accounts/role'
import { recorded, type Doer } from '../../src/audit/recorded'
import type { Deps } from '../../src/deps'
import { hashPassword } from '../../src/lib/password-hash'
import { defaultLanguage, translator } from '../../src/locales/translate'
import { listDepartments, listTeams, listTownships } from '../../src/organisations/organisations.store'

/** Known to everybody who reads the source: the demo's data folder is no place for real people. */
export const demoPassword = 'yunchuan-demo'

/** Who acts in the story. Units are named by township and department key. */
export type Cast = {
  office: Actor
  leadingGroup: Actor
  clerk(townshipId: string): Actor
  lead(townshipId: string): Actor
  reviewer(department: string): Actor
  /** The colleague who takes over what the first one must not see. */
  secondReviewer(department: string): Actor
  signatory(department: string): Actor
}

/** Departments with a second reviewer. */
const withSecond = ['discipline', 'court', 'police']

/** The first administrator, and the office that sets the county up. */
export async function castOffice(deps: Deps): Promise<{ admin: Actor; office: Actor }> {
  const passwordHash = await demoHash()
  const admin = await firstAdministrator(deps)
  await givePassword(deps, admin, passwordHash)
  const office = await join(deps, admin, { ...noUnit, username: 'office', role: 'office', name: nameOf('office') })
  await givePassword(deps, office, passwordHash)
  return { admin, office }
}

/** Everybody else, once townships and departments are there. */
export async function castAll(deps: Deps, admin: Actor, office: Actor): Promise<Cast> {
  const passwordHash = await demoHash()
  const actors = [office]
  for (const part of [...countyParts(), ...(await townshipParts(deps)), ...(await departmentParts(deps))]) {
    const one = await join(deps, admin, part)
    await givePassword(deps, one, passwordHash)
    actors.push(one)
  }
  const departments = new Map((await listDepartments(deps.db)).map(({ id, key }) => [key, id]))
  return castOf(actors, departments)
}

type Part = Omit<Actor, 'accountId' | 'address' | 'requestId'> & { teamId?: string }

const noUnit = { townshipId: null, departmentId: null }

/** Made by the program itself, as at the first start of a real county. */
async function firstAdministrator(deps: Deps): Promise<Actor> {
  const part = { ...noUnit, username: 'admin', role: 'system_admin', name: nameOf('system_admin') } as const
  const id = await recorded(deps, program, 'account.created', async (tx) => {
    const made = await makeAccount(tx, part, program, deps.clock.now())
    return { result: made.id, record: { type: 'account', id: made.id, details: { role: part.role } } }
  })
  return actor(id, part)
}

const program: Doer = { accountId: null, username: 'system', role: 'system', address: '', requestId: 'demo' }

function countyParts(): Part[] {
  const usernames = {
    leader: 'leading_group',
    observer: 'observer',
    security: 'security_admin',
    auditor: 'auditor',
  } as const
  return Object.entries(usernames).map(([username, role]) => ({ ...noUnit, username, role, name: nameOf(role) }))
}

async function townshipParts({ db }: Deps): Promise<Part[]> {
  const townships = await listTownships(db)
  return townships.flatMap(({ id: townshipId, name }, place) => {
    const part = (username: string, role: Role): Part => {
      return { username: `${username}${place + 1}`, role, townshipId, departmentId: null, name: nameOf(role, name) }
    }
    return [part('clerk', 'township_clerk'), part('lead', 'township_lead')]
  })
}

/** The reviewer of one department comes from a village of the last township: near to its people, and told so. */
const fromVillage = 'court'

async function departmentParts({ db }: Deps): Promise<Part[]> {
  const departments = await listDepartments(db)
  const teamId = (await listTeams(db)).at(-1)?.id
  return departments.flatMap(({ id: departmentId, key, name }) => {
    const part = (username: string, role: Role, second = ''): Part => {
      return { username: `${username}.${key}`, role, townshipId: null, departmentId, name: nameOf(role, name, second) }
    }
    const second = withSecond.includes(key) ? [part('reviewer2', 'reviewer', '乙')] : []
    const first = { ...part('reviewer', 'reviewer'), ...(key === fromVillage ? { teamId } : {}) }
    return [first, ...second, part('signatory', 'signatory')]
  })
}

/** The unit, the role's word and that it is a demo: nobody's name. */
function nameOf(role: Role, unit = '', second = ''): string {
  return `${unit}${translator(defaultLanguage)(`roles:${role}`)}${second}（演示）`
}

async function join(deps: Deps, admin: Actor, part: Part): Promise<Actor> {
  const { id } = await createAccount(deps, admin, part)
  return actor(id, part)
}

async function givePassword(deps: Deps, who: Actor, passwordHash: string): Promise<void> {
  await recorded(deps, who, 'account.password_set', async (tx) => {
    await storePassword(tx, who.accountId, passwordHash, deps.clock.now())
    return { result: undefined, record: { type: 'account', id: who.accountId, details: { by: 'demo' } } }
  })
}

/** One hash for all: the password is printed at every start anyway. */
async function demoHash(): Promise<string> {
  const problem = passwordProblem(demoPassword, 'office')
  if (problem) throw new Error(problem.key)
  return hashPassword(demoPassword)
}

function actor(accountId: string, part: Part): Actor {
  return { ...part, accountId, address: '127.0.0.1', requestId: 'demo' }
}

function castOf(actors: Actor[], departments: Map<string, string>): Cast {
  const one = (role: Role, fits: (actor: Actor) => boolean = () => true): Actor => {
    const found = actors.find((actor) => actor.role === role && fits(actor))
    if (!found) throw new Error(`the demo has no ${role}`)
    return found
  }
  const of = (role: Role, key: string, named: (username: string) => boolean = () => true) =>
    one(role, (actor) => actor.departmentId === departments.get(key) && named(actor.username))
  return {
    office: one('office'),
    leadingGroup: one('leading_group'),
    clerk: (townshipId) => one('township_clerk', (actor) => actor.townshipId === townshipId),
    lead: (townshipId) => one('township_lead', (actor) => actor.townshipId === townshipId),
    reviewer: (key) => of('reviewer', key, (username) => username.startsWith('reviewer.')),
    secondReviewer: (key) => of('reviewer', key, (username) => username.startsWith('reviewer2.')),
    signatory: (key) => of('signatory', key),
  }
}
