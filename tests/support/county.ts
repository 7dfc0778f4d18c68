import type { Actor } from '../../src/accounts/actor'
import { boundOf, roles, type Role } from '../../src/accounts/role'
import { sealId } from '../../src/candidates/id-seal'
import { loadPreset } from '../../src/criteria/presets'
import type { Db } from '../../src/db/client'
import type { Keys } from '../../src/keys'
import { dateFromDay } from '../../src/lib/day'
import { checkCharacter } from '../../src/lib/id-number'
import { newId } from '../../src/lib/ids'
import { departmentRosters, departmentsPreset } from '../../src/organisations/departments/departments-preset'

/** A county made for a test: two townships, three teams, thirteen departments, an open cycle with main20, accounts. */
export type County = {
  townships: { id: string; name: string }[]
  teams: { id: string; townshipId: string; name: string }[]
  /** Ids of the thirteen departments that take part, by key. */
  departments: Record<string, string>
  cycleId: string
  criteriaSetId: string
  candidates: { id: string; name: string; idNumber: string; townshipId: string; teamId: string }[]
  /** Every role once, and of township and department roles one per unit; reviewers come in twos ('second'). */
  actors: Actor[]
}

/** Everything by direct inserts: what a test does not test must not stand in its way. Candidates are passed, in no round. */
export async function makeCounty(
  db: Db,
  keys: Keys,
  { candidates = 5, at = '2026-01-05T01:00:00Z' } = {},
): Promise<County> {
  const now = new Date(at)
  await db.county.create({ data: { id: newId(), name: '示例县', code: '150123', createdAt: now } })
  const places = await makePlaces(db)
  const departments = await makeDepartments(db)
  const cycle = await makeCycle(db, Object.values(departments), now)
  const actors = await makeAccounts(db, places.townships, departments, now)
  const clerk = actors.find(({ role }) => role === 'township_clerk')!
  const people = await makeCandidates(db, keys, {
    ...places,
    ...cycle,
    clerkId: clerk.accountId,
    count: candidates,
    now,
  })
  return { ...places, ...cycle, departments, actors, candidates: people }
}

/** The account of a role; of a department by its key, of a township by its name; `second` is the other reviewer. */
export function actorIn(county: County, role: Role, unit?: string, second = false): Actor {
  const unitId = unit && (county.departments[unit] ?? county.townships.find(({ name }) => name === unit)?.id)
  const found = county.actors.filter((actor) => {
    return actor.role === role && (!unitId || unitId === actor.departmentId || unitId === actor.townshipId)
  })
  const actor = found[second ? 1 : 0]
  if (!actor) throw new Error(`no ${role} ${unit ?? ''}`)
  return actor
}

/** A valid ID number of the county's invented region: the serial sets the order code, odd is male. */
export function idNumberOf(serial: number, birth = '19750312'): string {
  const seventeen = `150123${birth}${String(serial % 1000).padStart(3, '0')}`
  return seventeen + checkCharacter(seventeen)
}

/** The steps that led to the candidates' passed files; makeCounty leaves them out. All before `at`. */
export async function tellIntake(db: Db, county: County, at: Date): Promise<void> {
  const [clerk, lead] = [actorIn(county, 'township_clerk'), actorIn(county, 'township_lead')]
  const steps = [
    { kind: 'enter', ...hand(clerk), at: new Date(at.getTime() - 3000) },
    { kind: 'submit', ...hand(clerk), at: new Date(at.getTime() - 2000) },
    { kind: 'pass', ...hand(lead), at: new Date(at.getTime() - 1000) },
  ]
  const events = county.candidates.flatMap(({ id }) => steps.map((step) => ({ id: newId(), candidateId: id, ...step })))
  await db.candidateEvent.createMany({ data: events })
}

const hand = ({ accountId, role }: Actor) => ({ accountId, role })

async function makePlaces(db: Db) {
  const townships = ['盛乐镇', '巧什营镇'].map((name, position) => ({ id: newId(), name, position }))
  const teams = ['示范村', '前进村', '和平社区'].map((name, position) => ({
    id: newId(),
    townshipId: townships[position === 2 ? 1 : 0]!.id,
    name,
    kind: name.endsWith('村') ? 'village' : 'community',
    seats: 7,
    position,
  }))
  await db.township.createMany({ data: townships })
  await db.team.createMany({ data: teams })
  return { townships, teams }
}

/** All kinds are known to the county, since the list names them as assisting; thirteen take part and have accounts. */
async function makeDepartments(db: Db): Promise<Record<string, string>> {
  const rows = departmentsPreset.map(({ key, name, name_en: nameEn }, position) => {
    return { id: newId(), key, name, nameEn, position }
  })
  await db.department.createMany({ data: rows })
  return Object.fromEntries(departmentRosters.thirteen.map((key) => [key, rows.find((row) => row.key === key)!.id]))
}

async function makeCycle(db: Db, departmentIds: string[], now: Date) {
  const [cycleId, criteriaSetId] = [newId(), newId()]
  const days = { startsOn: dateFromDay('2026-01-01'), lastTermStart: dateFromDay('2021-01-01') }
  await db.cycle.create({
    data: { id: cycleId, name: '2026 年村（社区）“两委”换届', state: 'open', createdAt: now, ...days },
  })
  await db.cycleDepartment.createMany({
    data: departmentIds.map((departmentId, position) => ({ cycleId, departmentId, position })),
  })
  const { key, version, name, items, sanctions } = loadPreset('main20')
  await db.criteriaSet.create({ data: { id: criteriaSetId, cycleId, key, version, name, items, sanctions } })
  await db.calendarYear.create({ data: { year: 2026 } })
  await db.calendarDay.create({ data: { day: dateFromDay('2026-01-01'), kind: 'holiday', name: '元旦' } })
  return { cycleId, criteriaSetId }
}

type Unit = { townshipId: string | null; departmentId: string | null; label: string }

async function makeAccounts(
  db: Db,
  townships: { id: string }[],
  departments: Record<string, string>,
  now: Date,
): Promise<Actor[]> {
  const units: Record<'township' | 'department' | 'county', Unit[]> = {
    township: townships.map(({ id }, index) => ({ townshipId: id, departmentId: null, label: `t${index + 1}` })),
    department: Object.entries(departments).map(([key, id]) => ({ townshipId: null, departmentId: id, label: key })),
    county: [{ townshipId: null, departmentId: null, label: 'county' }],
  }
  const posts = [...roles, 'reviewer' as const].map((role, index) => ({ role, second: index >= roles.length }))
  const actors = posts.flatMap(({ role, second }) =>
    units[boundOf[role]].map(({ label, ...unit }) => accountOf(role, `${role}-${label}${second ? '-2' : ''}`, unit)),
  )
  const rows = actors.map(({ accountId: id, username, name, role, townshipId, departmentId }) => {
    return { id, username, name, role, townshipId, departmentId, createdAt: now }
  })
  await db.account.createMany({ data: rows })
  return actors
}

function accountOf(role: Role, username: string, unit: Pick<Actor, 'townshipId' | 'departmentId'>): Actor {
  return { accountId: newId(), username, name: `王${username}`, role, address: '127.0.0.1', requestId: 'test', ...unit }
}

type Files = {
  teams: County['teams']
  cycleId: string
  clerkId: string
  count: number
  now: Date
}

async function makeCandidates(db: Db, keys: Keys, files: Files): Promise<County['candidates']> {
  const people = Array.from({ length: files.count }, (_, index) => personOf(index, files.teams))
  await db.candidate.createMany({
    data: people.map(({ idNumber, ...person }, index) => ({
      ...person,
      ...sealId(keys, idNumber, person.id),
      cycleId: files.cycleId,
      pinyin: `yun chuan ${index}`,
      initials: `yc${index}`,
      sex: index % 2 ? 'male' : 'female',
      birthDate: dateFromDay(birthIn(idNumber)),
      politicalStatus: '01',
      education: '30',
      position: 'party_member',
      state: 'passed',
      enteredById: files.clerkId,
      createdAt: files.now,
      updatedAt: files.now,
    })),
  })
  return people
}

function birthIn(idNumber: string): string {
  return [idNumber.slice(6, 10), idNumber.slice(10, 12), idNumber.slice(12, 14)].join('-')
}

function personOf(index: number, teams: County['teams']): County['candidates'][number] {
  const team = teams[index % teams.length]!
  const birth = `${1960 + Math.floor(index / 1000)}0312`
  return {
    id: newId(),
    name: `云川${index + 1}`,
    idNumber: idNumberOf(index, index < 1000 ? '19750312' : birth),
    townshipId: team.townshipId,
    teamId: team.id,
  }
}
