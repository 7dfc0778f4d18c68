import type { Request, Response } from 'express'
import { scopeOf } from '../../accounts/scope'
import type { Deps } from '../../deps'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { message, type Message } from '../../lib/message'
import { say } from '../../locales/translate'
import { listTeams, listTownships } from '../../organisations/organisations.store'
import { flash } from '../../web/pages/flash'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { basisOf } from '../basis.store'
import { mayAct } from '../candidate.policy'
import { commandOf, readCandidateForm } from './candidate.form'
import type { CandidateForm } from './file-fields'
import { type Candidate, findCandidate, relativesOf } from '../candidates.store'
import { correctCandidate, enterCandidate } from './files.actions'
import { formPage, typedFrom } from './form.view'
import { openId } from '../id-seal'
import { stageOf } from '../transitions'

/** Entering a candidate and correcting a file. */
export function fileRoutes(deps: Deps): Route[] {
  const roles = ['township_clerk', 'office'] as const
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'get', path: '/candidates/new', roles, handle: to(blank) },
    { method: 'post', path: '/candidates', roles, handle: to(enter) },
    { method: 'get', path: '/candidates/:id/edit', roles, handle: to(edit) },
    { method: 'post', path: '/candidates/:id/file', roles, handle: to(correct) },
  ]
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

/** Why a form comes back; `newer` is what somebody else saved meanwhile. */
type Again = { problems?: Record<string, Message>; status?: 422 | 409; newer?: CandidateForm }

async function blank(deps: Deps, req: Request, res: Response): Promise<void> {
  const team = typeof req.query['team'] === 'string' ? req.query['team'] : ''
  await sendForm(deps, req, res, readCandidateForm({ teamId: team }), null)
}

async function enter(deps: Deps, req: Request, res: Response): Promise<void> {
  const typed = readCandidateForm(req.body)
  await submitted(deps, req, res, typed, null, async (command) => {
    const id = await enterCandidate(deps, req.actor, command)
    if (!entersAnother(req.body)) return showSaved(req, id, message('candidates:done.enter'))
    flash(req, message('candidates:done.enterAnother', { name: typed.name.trim() }))
    return `/candidates/new?team=${command.teamId}`
  })
}

async function edit(deps: Deps, req: Request, res: Response): Promise<void> {
  const candidate = await editable(deps, req)
  await sendForm(deps, req, res, typedFrom(candidate, await relativesOf(deps.db, candidate.id)), candidate)
}

async function correct(deps: Deps, req: Request, res: Response): Promise<void> {
  const candidate = await editable(deps, req)
  const typed = readCandidateForm(req.body)
  await submitted(deps, req, res, typed, candidate, async (command) => {
    await correctCandidate(deps, req.actor, candidate.id, command)
    return showSaved(req, candidate.id, message('candidates:done.correct'))
  })
}

/** A clerk with a pile of forms goes on with the next person of the same village. */
function entersAnother(body: unknown): boolean {
  return (body as Record<string, unknown>)['onward'] === 'another'
}

function showSaved(req: Request, id: string, notice: Message): string {
  flash(req, notice)
  return `/candidates/${id}`
}

type Command = Extract<ReturnType<typeof commandOf>, { ok: true }>['command']

/** Reads the form, takes the act, and goes where the act says; or shows the form again with all that was typed. */
async function submitted(
  deps: Deps,
  req: Request,
  res: Response,
  typed: CandidateForm,
  candidate: Candidate | null,
  act: (command: Command) => Promise<string>,
): Promise<void> {
  const teams = await listTeams(deps.db, req.actor.townshipId ?? undefined)
  const number = typed.idNumber.trim() || (candidate ? openId(deps.keys, candidate.idCipher, candidate.id) : '')
  const teamIds = teams.map(({ id }) => id)
  const reading = commandOf({ ...typed, idNumber: number }, teamIds, deps.clock.today())
  if (!reading.ok) return sendForm(deps, req, res, typed, candidate, { problems: reading.problems })
  try {
    res.redirect(303, await act(reading.command))
  } catch (error) {
    await comeBack(deps, req, res, typed, candidate, error)
  }
}

/** What can be put right in the form is shown in the form; a file that somebody else changed stands beside the own text. */
async function comeBack(
  deps: Deps,
  req: Request,
  res: Response,
  typed: CandidateForm,
  candidate: Candidate | null,
  error: unknown,
): Promise<void> {
  if (error instanceof Invalid) return sendForm(deps, req, res, typed, candidate, { problems: error.problems })
  if (!candidate || !(error instanceof Refused) || error.status !== 409) throw error
  const newest = await editable(deps, req)
  const newer = typedFrom(newest, await relativesOf(deps.db, newest.id))
  const mine = { ...typed, version: newer.version } as CandidateForm
  await sendForm(deps, req, res, mine, newest, { problems: { '': error.reason }, status: 409, newer })
}

/** The candidate, when this person may correct it now; the reason why not otherwise. */
async function editable({ db }: Deps, req: Request): Promise<Candidate> {
  const candidate = await findCandidate(db, scopeOf(req.actor), String(req.params['id']))
  if (!candidate) throw new NotFound()
  const asked = { stage: stageOf(candidate), townshipId: candidate.townshipId, ownHand: false }
  const permission = mayAct(req.actor, asked, 'correct')
  if (!permission.allowed) throw new Refused(permission.reason)
  return candidate
}

async function sendForm(
  { db, clock, keys }: Deps,
  req: Request,
  res: Response,
  typed: CandidateForm,
  candidate: Candidate | null,
  { problems = {}, status = 422, newer }: Again = {},
): Promise<void> {
  const { actor, t, lang } = req
  const basis = await basisOf(db, candidate?.cycleId ?? null, clock.today())
  if (!basis) throw new Refused(message('candidates:refused.noCycle'))
  const [townships, teams] = await Promise.all([listTownships(db), listTeams(db, actor.townshipId ?? undefined)])
  const known = candidate && {
    id: candidate.id,
    name: candidate.name,
    number: openId(keys, candidate.idCipher, candidate.id),
  }
  const texts = Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) }))
  const input = {
    actor,
    typed,
    problems: texts,
    newer: newer ?? null,
    candidate: known,
    townships,
    teams,
    day: basis.day,
  }
  sendPage(res, 'candidates/form', formPage({ ...input, t, lang }), texts.length ? status : 200)
}
