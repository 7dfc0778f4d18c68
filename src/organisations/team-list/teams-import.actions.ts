import type { Actor } from '../../accounts/actor'
import { recorded, type Acting } from '../../audit/recorded'
import type { Tx } from '../../db/client'
import { Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { bare } from '../../lib/tidy'
import { nextPosition } from '../organisations.actions'
import { countyShape, insertTeams, lockPlaces, updateTeams } from '../organisations.store'
import { planTeams, type PlannedTeam } from './team-plan'
import type { TeamRow } from './team-sheet'

export type TeamsTally = { townships: number; created: number; changed: number; same: number }

/** Takes the rows of a list of teams, all or none; taking the same list again changes nothing. */
export function takeTeams(acting: Acting, actor: Actor, rows: TeamRow[]): Promise<TeamsTally> {
  return recorded(acting, actor, 'teams.imported', async (tx) => {
    await lockPlaces(tx)
    const plan = planTeams(rows, await countyShape(tx))
    if (plan.some(({ problem }) => problem)) throw new Refused(message('organisations:sheet.changedSince'), 409)
    const townships = await insertTownships(tx, plan)
    await insertNew(tx, plan, townships)
    await updateTeams(
      tx,
      plan.filter(({ effect }) => effect === 'changed').map(({ team }) => team),
    )
    const tally = tallyOf(plan, townships.size)
    const nothing = tally.townships + tally.created + tally.changed === 0
    return { result: tally, records: nothing ? [] : [{ type: 'county', id: 'teams', details: tally }] }
  })
}

/** Ids of the new townships by bare name. */
async function insertTownships(tx: Tx, plan: PlannedTeam[]): Promise<Map<string, string>> {
  const from = await nextPosition(tx.township)
  const names = plan.filter(({ newTownship }) => newTownship).map(({ township }) => township)
  const rows = names.map((name, place) => ({ id: newId(), name, position: from + place }))
  await tx.township.createMany({ data: rows })
  return new Map(rows.map(({ name, id }) => [bare(name), id]))
}

async function insertNew(tx: Tx, plan: PlannedTeam[], townships: Map<string, string>): Promise<void> {
  const from = await nextPosition(tx.team)
  const fresh = plan.filter(({ effect }) => effect === 'new')
  const rows = fresh.map(({ team, township }, place) => ({
    ...team,
    id: newId(),
    townshipId: team.townshipId || townships.get(bare(township))!,
    position: from + place,
  }))
  await insertTeams(tx, rows)
}

function tallyOf(plan: PlannedTeam[], townships: number): TeamsTally {
  const count = (effect: PlannedTeam['effect']) => plan.filter((row) => row.effect === effect).length
  return { townships, created: count('new'), changed: count('changed'), same: count('same') }
}
