import type { Request, Response } from 'express'
import { sendListWorkbook } from '../accounts/own-lists/list-workbook'
import { ownSetUp } from '../accounts/own-lists/own-lists.store'
import { listing } from '../accounts/own-lists/own-lists.view'
import { scopeOf } from '../accounts/scope'
import type { Role } from '../accounts/role'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { readSort } from '../lib/sort'
import { Stale } from '../lib/stale'
import { listTownships } from '../organisations/organisations.store'
import { flash } from '../web/pages/flash'
import { submitForm, typedIn, type Again, type Typed } from '../web/pages/form'
import { isId } from '../web/ids'
import { sendPage } from '../web/pages/page'
import { pageOf, pagerOf } from '../web/pages/paging'
import type { Route } from '../web/route'
import { readElection } from './election.form'
import { type ElectionsAsked, electionsHref, electionSorts } from './election-list'
import { electionColumns, teamCells } from './election-list.view'
import { electionResults } from './election-results.view'
import { electionForm } from './election.view'
import { recordElection } from './elections.actions'
import { countTeams, findElection, listTeamLines, type TeamElection, type TeamFilter } from './elections.store'

const writers: Role[] = ['township_clerk', 'township_lead', 'office']
const readers: Role[] = [...writers, 'leading_group', 'observer']

/** 选举结果: team by team, typed; who records is the township or the office. */
export function electionsRoutes(deps: Deps): Route[] {
  const pages = electionPages(deps)
  return [
    { method: 'get', path: '/elections', roles: readers, handle: pages.list },
    { method: 'get', path: '/elections/workbook', roles: readers, handle: pages.workbook },
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
    const asked = askedFor(req)
    const filter = { ...asked, cycleId: cycle.id, townshipId: asked.township }
    const total = await countTeams(db, scope, filter)
    const leaf = pageOf(req, total)
    const lines = await listTeamLines(db, scope, filter, { skip: leaf.skip, take: leaf.take })
    const townships = scope.kind === 'county' ? await listTownships(db) : []
    sendPage(res, 'elections/list', {
      title: req.t('elections:title'),
      lead: cycle.name,
      actions: importLink(req),
      filters: [{ as: 'hidden', name: 'sort', value: asked.sort }, ...filterFields(req, townships, filter)],
      listing: listing(req.t, {
        list: 'elections',
        address: electionsHref({ ...asked, page: leaf.number }),
        own: await ownSetUp(db, req.actor.accountId, 'elections'),
        columns: electionColumns(req.t, asked),
        rows: lines.map((line) => teamCells(line, req.t)),
        caption: req.t('elections:title'),
        empty: { title: req.t('elections:none'), text: req.t('elections:noneText') },
        pager: pagerOf(req, leaf, total),
      }),
    })
  }

  const workbook = async (req: Request, res: Response) => {
    const cycle = await currentCycle(db)
    if (!cycle) throw new NotFound()
    const asked = askedFor(req)
    await sendListWorkbook(deps, req, res, {
      list: 'elections',
      title: req.t('elections:title'),
      columns: electionColumns(req.t, asked),
      rowsOf: async (part) => {
        const filter = { ...asked, cycleId: cycle.id, townshipId: asked.township }
        return (await listTeamLines(db, scopeOf(req.actor), filter, part)).map((line) => teamCells(line, req.t))
      },
    })
  }

  const show = async (req: Request, res: Response, typed?: Typed, again?: Again, conflict = '') => {
    const file = await asked(req)
    const { role } = req.actor
    const top = {
      title: file.team,
      lead: file.township,
      breadcrumbs: [{ label: req.t('elections:title'), href: '/elections' }],
    }
    if (!writers.includes(role)) {
      const results = electionResults(file, role !== 'observer', req.t, req.lang)
      return sendPage(res, 'elections/results', { ...top, ...results })
    }
    sendPage(
      res,
      'elections/team',
      {
        ...top,
        adds: role === 'township_clerk' || role === 'office',
        form: electionForm(file, req.t, req.lang, typed),
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

  return { list, workbook, show, record }
}

function askedFor({ query }: Request): ElectionsAsked {
  const { township, state, sort } = query
  return {
    township: isId(township) ? township : undefined,
    state: state === 'held' || state === 'open' ? state : undefined,
    sort: readSort(sort, electionSorts),
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
