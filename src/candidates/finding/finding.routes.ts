import type { Request, Response } from 'express'
import { caseRoles } from '../../accounts/role'
import { scopeOf } from '../../accounts/scope'
import { currentCycle } from '../../cycles/cycles.store'
import type { Deps } from '../../deps'
import { digestId, digestTail } from '../../lib/id-digest'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { type Asked, foundAtMost, readAsked } from './asked'
import { findByDigest, findByWords, type Finder, findTeams } from './finding.store'
import { findingPage, type Finding, pageOf } from './finding.view'

/** 找人: one box on every page. Words may stand in an address; a number, or the end of one, only in a form. */
export function findingRoutes(deps: Deps): Route[] {
  const roles = caseRoles
  return [
    { method: 'get', path: '/find', roles, handle: (req, res) => find(deps, req, res, wordsOnly(req.query['q'])) },
    { method: 'post', path: '/find', roles, handle: (req, res) => ask(deps, req, res) },
  ]
}

async function ask(deps: Deps, req: Request, res: Response): Promise<void> {
  const asked = readAsked(textOf((req.body as Record<string, unknown> | undefined)?.['q']))
  if (asked.kind === 'words') return res.redirect(303, `/find?${new URLSearchParams({ q: asked.words })}`)
  if (asked.kind === 'nothing') return res.redirect(303, '/find')
  await find(deps, req, res, asked)
}

/** One person and nothing else that fits: their page at once. */
async function find(deps: Deps, req: Request, res: Response, asked: Asked): Promise<void> {
  const finding = await found(deps, req, asked)
  const [only] = finding.people
  const page = only && finding.people.length === 1 && !finding.teams.length ? pageOf(only, req.actor.role) : undefined
  if (page) return res.redirect(303, page)
  const status = asked.kind === 'unreadable' ? 422 : 200
  sendPage(res, 'candidates/found', findingPage(req, deps.keys, finding), status)
}

async function found({ db, keys }: Deps, req: Request, asked: Asked): Promise<Finding> {
  const cycle = await currentCycle(db)
  const finder = cycle && { scope: scopeOf(req.actor), accountId: req.actor.accountId, cycleId: cycle.id }
  const nobody = { asked, people: [], teams: [] }
  if (!finder || (req.actor.role === 'observer' && asked.kind !== 'words')) return nobody
  if (asked.kind === 'words') return byWords(db, finder, asked)
  if (asked.kind === 'nothing' || asked.kind === 'unreadable') return nobody
  const digest =
    asked.kind === 'number'
      ? ({ column: 'id_digest', digest: digestId(keys, asked.number) } as const)
      : ({ column: 'id_tail', digest: digestTail(keys, asked.tail) } as const)
  return { ...nobody, people: await findByDigest(db, finder, digest, foundAtMost + 1) }
}

async function byWords(db: Deps['db'], finder: Finder, asked: Asked & { kind: 'words' }): Promise<Finding> {
  const people = await findByWords(db, finder, asked.words, foundAtMost + 1)
  const isDepartment = finder.scope.kind === 'department'
  const teams = isDepartment ? [] : await findTeams(db, finder, asked.words, foundAtMost)
  return { asked, people, teams }
}

/** A number in an address is looked for by nobody, so that nobody learns to put it there. */
function wordsOnly(q: unknown): Asked {
  const asked = readAsked(textOf(q))
  return asked.kind === 'words' ? asked : { kind: 'nothing' }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
