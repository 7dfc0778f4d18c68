import type { Actor } from '../../accounts/actor'
import { scopeOf } from '../../accounts/scope'
import { recorded } from '../../audit/recorded'
import { currentCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { digestId } from '../../lib/id-digest'
import { maskIdNumber } from '../../lib/id-number'
import { newId } from '../../lib/ids'
import { message } from '../../lib/message'
import { findTeam } from '../../organisations/organisations.store'
import { type CandidateDeps, requireStep } from '../candidates.actions'
import { changesBetween, type Changes, type DeclaredRelative } from '../candidate'
import type { FileCommand } from './candidate.form'
import { mayEnter } from '../candidate.policy'
import { findCandidate, relativesOf, type Candidate } from '../candidates.store'
import { insertFiles, replaceRelatives, updateFiles } from './files.store'
import { openId, sealId } from '../id-seal'
import { insertEvents, lockInScope } from '../steps/steps.store'
import { stageOf } from '../transitions'

/**
 * Enters one candidate as a draft of the current cycle; gives its id.
 * @throws Invalid when the person is already in this team, Refused when the township is not the actor's.
 */
export async function enterCandidate(deps: CandidateDeps, actor: Actor, command: FileCommand): Promise<string> {
  const id = newId(deps.clock.now().getTime())
  return recorded(deps, actor, 'candidate.created', async (tx) => {
    const now = deps.clock.now()
    const { cycle, team } = await placeOf(tx, actor, command.teamId)
    const place = { cycleId: cycle.id, townshipId: team.townshipId, teamId: team.id }
    const row = { id, ...place, ...command.file, ...sealId(deps.keys, command.idNumber, id) }
    if ((await insertFiles(tx, [row], actor.accountId, now)) === 0) throw alreadyInTeam()
    await replaceRelatives(tx, id, declared(deps, command, []))
    await insertEvents(tx, actor, [{ candidateId: id, kind: 'enter' }], now)
    return { result: id, record: { type: 'candidate', id } }
  })
}

/**
 * Writes a corrected file; what did not change leaves no trace.
 * @throws Refused 409 when somebody saved a newer version meanwhile, 403 when the file may not be changed now.
 */
export async function correctCandidate(
  deps: CandidateDeps,
  actor: Actor,
  id: string,
  command: FileCommand,
): Promise<void> {
  return recorded(deps, actor, 'candidate.corrected', async (tx) => {
    const before = await lockForCorrection(tx, actor, id, command)
    const { team } = await placeOf(tx, actor, command.teamId, before)
    const old = await relativesOf(tx, id)
    const relatives = declared(deps, command, old)
    const changes = allChanges(deps, before, command, old, relatives)
    if (Object.keys(changes).length === 0) return { result: undefined, records: [] }
    const place = { cycleId: before.cycleId, townshipId: team.townshipId, teamId: team.id }
    await refuseTwin(tx, place, digestId(deps.keys, command.idNumber), id)
    const row = { id, ...place, ...command.file, ...sealId(deps.keys, command.idNumber, id) }
    await updateFiles(tx, [row], deps.clock.now())
    await replaceRelatives(tx, id, relatives)
    await insertEvents(tx, actor, [{ candidateId: id, kind: 'correct', changes }], deps.clock.now())
    return { result: undefined, records: [{ type: 'candidate', id, details: { fields: Object.keys(changes) } }] }
  })
}

async function lockForCorrection(tx: Tx, actor: Actor, id: string, command: FileCommand): Promise<Candidate> {
  const scope = scopeOf(actor)
  const [locked] = await lockInScope(tx, scope, [id], actor.accountId)
  const before = await findCandidate(tx, scope, id)
  if (!locked || !before) throw new NotFound()
  requireStep(actor, locked, 'correct')
  if (locked.version !== command.version) throw new Refused(message('candidates:refused.stale'), 409)
  return before
}

/** The team that the file goes to: of the actor's township, and the old one once departments have the file. */
async function placeOf(tx: Tx, actor: Actor, teamId: string, before?: Candidate) {
  const cycle = await currentCycle(tx)
  const team = await findTeam(tx, teamId)
  if (!cycle) throw new Refused(message('candidates:refused.noCycle'))
  if (!team) throw new Invalid({ teamId: message('candidates:form.required.teamId') })
  const permission = mayEnter(actor, team.townshipId)
  if (!permission.allowed) throw new Refused(permission.reason)
  if (before && stageOf(before) === 'sent_back' && before.teamId !== team.id)
    throw new Invalid({ teamId: message('candidates:form.teamFixed') })
  return { cycle, team }
}

/** A number that was not typed again keeps the digest of the relative of the same name and kind. */
function declared(deps: CandidateDeps, { relatives }: FileCommand, old: DeclaredRelative[]): DeclaredRelative[] {
  return relatives.map(({ kinship, name, idNumber, kept }) => {
    const same = old.find((relative) => relative.name === name && relative.kinship === kinship)
    const idDigest = idNumber ? digestId(deps.keys, idNumber) : kept ? (same?.idDigest ?? null) : null
    return { kinship, name, idDigest }
  })
}

function allChanges(
  deps: CandidateDeps,
  before: Candidate,
  command: FileCommand,
  old: DeclaredRelative[],
  relatives: DeclaredRelative[],
): Changes {
  const changes = changesBetween(before, command.file)
  if (before.teamId !== command.teamId) changes['teamId'] = [before.teamId, command.teamId]
  if (before.idDigest !== digestId(deps.keys, command.idNumber)) {
    const old = openId(deps.keys, before.idCipher, before.id)
    changes['idNumber'] = [maskIdNumber(old), maskIdNumber(command.idNumber)]
  }
  if (JSON.stringify(old) !== JSON.stringify(relatives)) changes['relatives'] = [old.map(named), relatives.map(named)]
  return changes
}

/** Without the digest of a number: it does not leave its own table. */
function named({ kinship, name }: DeclaredRelative) {
  return { kinship, name }
}

type Place = { cycleId: string; teamId: string }

async function refuseTwin(tx: Tx, { cycleId, teamId }: Place, idDigest: string, id: string): Promise<void> {
  const twins = await tx.candidate.count({ where: { cycleId, teamId, idDigest, id: { not: id } } })
  if (twins > 0) throw alreadyInTeam()
}

function alreadyInTeam(): Invalid {
  return new Invalid({ idNumber: message('candidates:form.alreadyInTeam') })
}
