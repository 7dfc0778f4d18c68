import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { Invalid } from '../../lib/errors'
import { message } from '../../lib/message'
import { readWorkbook } from '../../sheets/reading'
import { flash } from '../../web/pages/flash'
import { problemsOf, submitForm } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { countyShape } from '../organisations.store'
import { planTeams } from './team-plan'
import { teamSampleName, teamSampleWorkbook } from './team-sample-workbook'
import { readTeamSheet, type ReadTeamRow } from './team-sheet'
import { takeTeams } from './teams-import.actions'
import { packRows, unpackRows } from './teams-import.form'
import { importPage, isGood, previewPage } from './teams-import.view'

/** Townships and teams from a sheet: looked at first, then taken. */
export function teamsImportRoutes(deps: Deps): Route[] {
  const pages = importPages(deps)
  return [
    { method: 'get', path: '/settings/import', roles: ['office'], handle: pages.form },
    { method: 'get', path: '/settings/import/sample', roles: ['office'], handle: sendSample },
    { method: 'post', path: '/settings/import', roles: ['office'], upload: true, handle: pages.preview },
    { method: 'post', path: '/settings/import/rows', roles: ['office'], upload: true, handle: pages.take },
  ]
}

function importPages(deps: Deps) {
  return {
    form: (req: Request, res: Response) => sendPage(res, 'settings/form-page', importPage(req.t)),
    preview: async (req: Request, res: Response) => {
      try {
        const rows = await readRows(req)
        // Rows with problems of their own are planned too, so that every problem is told at once.
        const planned = planTeams(rows, await countyShape(deps.db))
        const previewed = rows.map((read, place) => ({ read, planned: planned[place]! }))
        const packed = packRows(previewed.filter(isGood).map(({ read }) => read))
        sendPage(res, 'organisations/import', previewPage(req.t, req.file?.originalname ?? '', previewed, packed))
      } catch (error) {
        sendPage(res, 'settings/form-page', importPage(req.t, problemsOf(error, req.t)), 422)
      }
    },
    take: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          const rows = unpackRows((req.body as { rows?: unknown } | undefined)?.rows)
          if (!rows) throw new Invalid({ file: message('organisations:import.again') })
          flash(req, message('organisations:notice.teamsTaken', await takeTeams(deps, req.actor, rows)))
          return '/settings/townships'
        },
        (again) => sendPage(res, 'settings/form-page', importPage(req.t, again.problems), again.status),
      ),
  }
}

async function readRows(req: Request): Promise<ReadTeamRow[]> {
  if (!req.file) throw new Invalid({ file: message('organisations:import.noFile') })
  const workbook = await readWorkbook({ name: req.file.originalname, file: req.file.buffer })
  if (!workbook.ok) throw new Invalid({ file: workbook.message })
  const read = readTeamSheet(workbook.sheets)
  if ('key' in read) throw new Invalid({ file: read })
  return read.rows
}

async function sendSample(_req: Request, res: Response): Promise<void> {
  res
    .attachment(teamSampleName)
    .type('xlsx')
    .send(await teamSampleWorkbook())
}
