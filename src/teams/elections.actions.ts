import type { Actor } from '../accounts/actor'
import { scopeOf } from '../accounts/scope'
import { recorded, type Acting } from '../audit/recorded'
import type { Tx } from '../db/client'
import { Invalid, NotFound, Refused } from '../lib/errors'
import { newId } from '../lib/ids'
import { message } from '../lib/message'
import { type Election, electionProblems } from './election'
import type { PackedElection } from './election.form'
import { electionVersions, findElection, lockTeams, peopleOf, saveElections } from './elections.store'

/** `saved: false`: somebody else recorded this team since the form was opened; nothing was written. */
export type Saving = { saved: boolean }

/**
 * Records one team's results: day, turnout, and for each candidate elected, not elected or not stood, with votes and post.
 * @throws NotFound outside the actor's scope, Invalid with the field's problem.
 */
export async function recordElection(
  acting: Acting,
  actor: Actor,
  cycleId: string,
  teamId: string,
  { version, election }: { version: number; election: Election },
): Promise<Saving> {
  return recorded<Saving>(acting, actor, 'election.recorded', async (tx) => {
    await lockTeams(tx, [teamId])
    const known = await findElection(tx, scopeOf(actor), cycleId, teamId)
    if (!known) throw new NotFound()
    if (known.version !== version) return { result: { saved: false }, records: [] }
    const problems = electionProblems(election, acting.clock.today())
    if (Object.keys(problems).length) throw new Invalid(problems)
    await save(tx, acting, actor, cycleId, [{ teamId, ...election }])
    return { result: { saved: true }, record: recordOf({ teamId, ...election }) }
  })
}

/**
 * Takes the results of many teams from a sheet, all or none.
 * @throws Refused 409 when one of them was recorded since the preview, or a candidate has left.
 */
export async function importElections(
  acting: Acting,
  actor: Actor,
  cycleId: string,
  elections: PackedElection[],
): Promise<number> {
  return recorded(acting, actor, 'election.recorded', async (tx) => {
    const teamIds = elections.map(({ teamId }) => teamId)
    await lockTeams(tx, teamIds)
    await insistUnchanged(tx, actor, cycleId, elections)
    for (const election of elections) {
      const problems = electionProblems(election, acting.clock.today())
      if (Object.keys(problems).length) throw new Invalid({ file: Object.values(problems)[0]! })
    }
    await save(tx, acting, actor, cycleId, elections)
    return { result: elections.length, records: elections.map(recordOf) }
  })
}

async function insistUnchanged(tx: Tx, actor: Actor, cycleId: string, elections: PackedElection[]): Promise<void> {
  const teamIds = elections.map(({ teamId }) => teamId)
  const scope = scopeOf(actor)
  const allowed = await tx.team.count({
    where: { id: { in: teamIds }, ...(scope.kind === 'township' ? { townshipId: scope.townshipId } : {}) },
  })
  if (scope.kind === 'nothing' || allowed !== teamIds.length) throw new NotFound()
  const versions = await electionVersions(tx, cycleId, teamIds)
  const people = new Map((await peopleOf(tx, cycleId, teamIds)).map((one) => [one.candidateId, one.teamId]))
  const changed = elections.some(
    ({ teamId, version, results }) =>
      (versions.get(teamId) ?? 0) !== version || results.some(({ candidateId }) => people.get(candidateId) !== teamId),
  )
  if (changed) throw new Refused(message('elections:refused.changed'), 409)
}

async function save(
  tx: Tx,
  { clock }: Acting,
  actor: Actor,
  cycleId: string,
  elections: (Election & { teamId: string })[],
): Promise<void> {
  const rows = elections.map((election) => ({ ...election, id: newId() }))
  await saveElections(tx, cycleId, rows, { recordedById: actor.accountId, recordedAt: clock.now() })
}

function recordOf({ teamId, heldOn, results }: Election & { teamId: string }) {
  const elected = results.filter(({ result }) => result === 'elected').length
  return { type: 'team', id: teamId, details: { heldOn, people: results.length, elected } }
}
