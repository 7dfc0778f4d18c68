import type { Request, Response } from 'express'
import { scopeOf } from '../accounts/scope'
import type { Role } from '../accounts/role'
import { currentCycle } from '../cycles/cycles.store'
import type { Deps } from '../deps'
import { Invalid, NotFound } from '../lib/errors'
import { message } from '../lib/message'
import type { CountyShape } from '../organisations/organisation'
import { countyShape } from '../organisations/organisations.store'
import { readWorkbook } from '../sheets/reading'
import { writeWorkbook } from '../sheets/writing'
import { flash } from '../web/pages/flash'
import { problemsOf, submitForm } from '../web/pages/form'
import { type Problem, sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { unpackElections } from './election.form'
import { type PlannedElection, planElections, teamsMeant } from './election-plan'
import { electionHeadings, type ElectionSheetRow, readElectionSheet } from './election-sheet'
import { plannedRow } from './election.view'
import { importElections } from './elections.actions'
import { electionVersions, peopleOf } from './elections.store'

const writers: Role[] = ['township_clerk', 'township_lead', 'office']

/** Results of many teams from one sheet: looked at first, then taken. */
export function electionsImportRoutes(deps: Deps): Route[] {
  const pages = importPages(deps)
  return [
    { method: 'get', path: '/elections/import', roles: writers, handle: (req, res) => pages.form(req, res) },
    { method: 'get', path: '/elections/import/sample', roles: writers, handle: sendSample },
    { method: 'post', path: '/elections/import', roles: writers, upload: true, handle: pages.preview },
    { method: 'post', path: '/elections/import/rows', roles: writers, handle: pages.take },
  ]
}

function importPages(deps: Deps) {
  const { db, clock } = deps
  const crumbs = (req: Request) => [{ label: req.t('elections:title'), href: '/elections' }]

  const form = (req: Request, res: Response, problems?: Problem[]) => {
    const headings = Object.values(electionHeadings).join(req.t('shell:listComma'))
    const actions = [{ label: req.t('elections:import.sample'), href: '/elections/import/sample' }]
    const page = { title: req.t('elections:import.title'), breadcrumbs: crumbs(req), actions, headings, problems }
    sendPage(res, 'elections/import', page, problems ? 422 : 200)
  }

  const preview = async (req: Request, res: Response) => {
    try {
      const plans = await planned(req, await rowsOf(req))
      const good = plans.filter(({ problems }) => problems.length === 0)
      sendPage(res, 'elections/preview', {
        title: req.t('elections:import.previewTitle'),
        lead: req.file?.originalname ?? '',
        breadcrumbs: crumbs(req),
        good: good.length,
        bad: plans.length - good.length,
        packed: JSON.stringify(good.map(({ teamId, version, election }) => ({ teamId, version, ...election }))),
        rows: plans.toSorted((a, b) => b.problems.length - a.problems.length).map((plan) => plannedRow(plan, req.t)),
      })
    } catch (error) {
      form(req, res, problemsOf(error, req.t))
    }
  }

  const planned = async (req: Request, rows: ElectionSheetRow[]): Promise<PlannedElection[]> => {
    const cycle = await cycleOf()
    const county = ownPart(await countyShape(db), req)
    const teamIds = teamsMeant(rows, county)
    const people = await peopleOf(db, cycle.id, teamIds)
    const versions = await electionVersions(db, cycle.id, teamIds)
    const known = teamIds.map(
      (id) => [id, { version: versions.get(id) ?? 0, people: people.filter(({ teamId }) => teamId === id) }] as const,
    )
    return planElections(rows, county, new Map(known), clock.today())
  }

  const take = (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const elections = unpackElections((req.body as { rows?: unknown } | undefined)?.rows)
        if (!elections) throw new Invalid({ file: message('elections:import.again') })
        const count = await importElections(deps, req.actor, (await cycleOf()).id, elections)
        flash(req, message('elections:notice.taken', { count }))
        return '/elections'
      },
      (again) => form(req, res, again.problems),
    )

  const cycleOf = async () => {
    const cycle = await currentCycle(db)
    if (!cycle) throw new NotFound()
    return cycle
  }

  return { form, preview, take }
}

/** A township records its own teams only: to it, other places are not there. */
function ownPart(county: CountyShape, req: Request): CountyShape {
  const scope = scopeOf(req.actor)
  return scope.kind === 'township' ? county.filter(({ id }) => id === scope.townshipId) : county
}

async function rowsOf(req: Request): Promise<ElectionSheetRow[]> {
  if (!req.file) throw new Invalid({ file: message('elections:import.noFile') })
  const workbook = await readWorkbook({ name: req.file.originalname, file: req.file.buffer })
  if (!workbook.ok) throw new Invalid({ file: workbook.message })
  const read = readElectionSheet(workbook.sheets)
  if ('key' in read) throw new Invalid({ file: read })
  return read.rows
}

async function sendSample(req: Request, res: Response): Promise<void> {
  const columns = Object.values(electionHeadings).map((heading) => ({ heading, width: 14 }))
  const file = await writeWorkbook([{ name: req.t('elections:title'), columns, rows: [] }])
  res
    .attachment(`${req.t('elections:title')}.xlsx`)
    .type('xlsx')
    .send(file)
}
