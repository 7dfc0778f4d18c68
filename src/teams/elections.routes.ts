import type { Request, Response } from 'express'
import { scopeOf } from '../accounts/scope'
import type { Role } from '../accounts/role'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { Stale } from '../lib/stale'
import { listTownships } from '../organisations/organisations.store'
import { flash } from '../web/pages/flash'
import { submitForm, typedIn, type Again, type Typed } from '../web/pages/form'
import { isId } from '../web/ids'
import { sendPage } from '../web/pages/page'
import { pageOf, pagerOf } from '../web/pages/paging'
import type { Route } from '../web/route'
import { readElection } from './election.form'
import { electionForm, teamRow } from './election.view'
import { recordElection } from './elections.actions'
import { countTeams, findElection, listTeamLines, type TeamElection, type TeamFilter } from './elections.store'

const writers: Role[] = ['township_clerk', 'township_lead', 'office']
const readers: Role[] = [...writers, 'leading_group', 'observer']

/** 选举结果: team by team, typed; who records is the township or the office. */
export function electionsRoutes(deps: Deps): Route[] {
  const pages = electionPages(deps)
  return [
    { method: 'get', path: '/elections', roles: readers, handle: pages.list },
    { method: 'get', path: '/elections/:id', roles: readers, handle: (req, res) => pages.show(req, res) },
    { method: 'post', path: '/elections/:id', roles: writers, handle: pages.record },
  ]
}

function electionPages(deps: Deps) {
  const { db } = deps

  const list = async (req: Request, res: Response) => {
    const cycle = await currentCycle(db)
    if (!cycle) return sendPage(res, 'progress/empty', { title: req.t('elections:title') })
    const scope = scopeOf(req.actor)
    const filter: TeamFilter = { cycleId: cycle.id, ...filterOf(req) }
    const total = await countTeams(db, scope, filter)
    const leaf = pageOf(req, total)
    const lines = await listTeamLines(db, scope, filter, { skip: leaf.skip, take: leaf.take })
    const townships = scope.kind === 'county' ? await listTownships(db) : []
    sendPage(res, 'elections/list', {
      title: req.t('elections:title'),
      lead: cycle.name,
      actions: importLink(req),
      filters: filterFields(req, townships, filter),
      rows: lines.map((line) => teamRow(line, req.t)),
      pager: pagerOf(req, leaf, total),
    })
  }

  const show = async (req: Request, res: Response, typed?: Typed, again?: Again, conflict = '') => {
    const file = await asked(req)
    const writes = writers.includes(req.actor.role)
    sendPage(
      res,
      'elections/team',
      {
        title: file.team,
        lead: file.township,
        breadcrumbs: [{ label: req.t('elections:title'), href: '/elections' }],
        writes,
        adds: req.actor.role === 'township_clerk' || req.actor.role === 'office',
        form: electionForm(file, req.actor.role !== 'observer', req.t, req.lang, typed),
        conflict,
        problems: again?.problems,
      },
      again?.status ?? (conflict ? 409 : 200),
    )
  }

  const record = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const file = await asked(req)
        const ids = file.people.map(({ candidateId }) => candidateId)
        const cycle = (await currentCycle(db))!
        const read = readElection(req.body, ids)
        if (!(await recordElection(deps, req.actor, cycle.id, file.teamId, read)).saved) throw new Stale(file)
        flash(req, message('elections:notice.saved', { team: file.team }))
        return '/elections'
      },
      async (again) => {
        const file = await asked(req)
        if (again.status !== 409) return show(req, res, typedIn(req), again)
        // What was typed stays; the next save is made from what is stored now.
        return show(req, res, { ...typedIn(req), version: String(file.version) }, again, storedWords(file, req))
      },
    )

  const asked = async (req: Request) => {
    const id = req.params['id']
    const cycle = await currentCycle(db)
    const file = cycle && isId(id) ? await findElection(db, scopeOf(req.actor), cycle.id, id) : null
    if (!file) throw new NotFound()
    return file
  }

  return { list, show, record }
}

function filterOf(req: Request): Pick<TeamFilter, 'townshipId' | 'state'> {
  const { township, state } = req.query
  return {
    townshipId: isId(township) ? township : undefined,
    state: state === 'held' || state === 'open' ? state : undefined,
  }
}

function filterFields(req: Request, townships: { id: string; name: string }[], filter: TeamFilter) {
  const states = ['held', 'open'].map((value) => ({ value, label: req.t(`elections:state.${value}`) }))
  const choice = (name: string, options: { value: string; label: string }[], value = '') => {
    return {
      as: 'select',
      name,
      label: req.t(`elections:field.${name}`),
      options,
      value,
      empty: req.t('elections:any'),
    }
  }
  const places = townships.map(({ id, name }) => ({ value: id, label: name }))
  return [
    ...(places.length ? [choice('township', places, filter.townshipId)] : []),
    choice('state', states, filter.state),
  ]
}

/** What somebody else recorded meanwhile, in one line. */
function storedWords({ heldOn, voters, voted, people }: TeamElection, req: Request): string {
  const elected = people.filter(({ result }) => result === 'elected').map(({ name }) => name)
  const names = elected.join(req.t('shell:listComma'))
  return req.t('elections:conflict', { heldOn: heldOn ?? '', voters: voters ?? '', voted: voted ?? '', names })
}

function importLink(req: Request) {
  if (!writers.includes(req.actor.role)) return []
  return [{ label: req.t('elections:import.title'), href: '/elections/import' }]
}
