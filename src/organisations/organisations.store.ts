import type { Tx } from '../db/client'
import {
  findPlace,
  type County,
  type CountyShape,
  type Department,
  type Team,
  type TeamKind,
  type Township,
} from './organisation'

/** The county that this schema serves; null until the office has named it. */
export async function findCounty(db: Tx): Promise<County | null> {
  return db.county.findFirst({ select: { id: true, name: true, code: true } })
}

export async function listTownships(db: Tx): Promise<Township[]> {
  return db.township.findMany({ orderBy: [{ position: 'asc' }, { name: 'asc' }] })
}

export async function findTownship(db: Tx, id: string): Promise<Township | null> {
  return db.township.findUnique({ where: { id } })
}

/** Teams of one township, or of the whole county in township order. */
export async function listTeams(db: Tx, townshipId?: string): Promise<Team[]> {
  const rows = await db.team.findMany({
    where: { townshipId },
    orderBy: [{ township: { position: 'asc' } }, { township: { name: 'asc' } }, { position: 'asc' }, { name: 'asc' }],
  })
  return rows.map(toTeam)
}

export async function findTeam(db: Tx, id: string): Promise<Team | null> {
  const row = await db.team.findUnique({ where: { id } })
  return row && toTeam(row)
}

/** Every township with its teams: what imports check names against. */
export async function countyShape(db: Tx): Promise<CountyShape> {
  const townships = await listTownships(db)
  const teams = await listTeams(db)
  return townships.map((township) => ({ ...township, teams: teams.filter((team) => team.townshipId === township.id) }))
}

/** The team that a clerk's two words mean; null when either is unknown or could be several. */
export async function findTeamByNames(db: Tx, township: string, team: string): Promise<Team | null> {
  const place = findPlace(township, await countyShape(db))
  return place && findPlace(team, place.teams)
}

/** Departments in order; those switched off only when asked for. */
export async function listDepartments(db: Tx, which: 'active' | 'all' = 'active'): Promise<Department[]> {
  return db.department.findMany({
    where: which === 'active' ? { active: true } : {},
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  })
}

export async function findDepartment(db: Tx, id: string): Promise<Department | null> {
  return db.department.findUnique({ where: { id } })
}

export async function insertTeams(tx: Tx, teams: Team[]): Promise<void> {
  await tx.team.createMany({ data: teams })
}

/** Writes kind, code and seats of many teams in one statement. */
export async function updateTeams(tx: Tx, teams: Pick<Team, 'id' | 'kind' | 'code' | 'seats'>[]): Promise<void> {
  const rows = teams.map(({ id, kind, code, seats }) => ({ id, kind, code, seats }))
  await tx.$executeRaw`
    UPDATE team SET kind = row.kind, code = row.code, seats = row.seats
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, kind text, code text, seats int)
    WHERE team.id = row.id`
}

/** Acts on the county, its places and departments are few: they wait for each other, so that names stay unique by sentence. */
export async function lockPlaces(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('lianshen.places'))`
}

type TeamRow = Omit<Team, 'kind'> & { kind: string }

// team_kind_check keeps the column to the two words.
function toTeam(row: TeamRow): Team {
  return { ...row, kind: row.kind as TeamKind }
}
