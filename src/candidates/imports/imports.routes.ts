import type { Request, Response } from 'express'
import { recorded } from '../../audit/recorded'
import type { Deps } from '../../deps'
import { Invalid, NotFound, Refused } from '../../lib/errors'
import { message, type Message } from '../../lib/message'
import { say } from '../../locales/translate'
import { readWorkbook } from '../../sheets/reading'
import { writeWorkbook } from '../../sheets/writing'
import { flash } from '../../web/pages/flash'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { previewPage, takenPage, uploadPage } from './import.view'
import { planPreview } from './imports.actions'
import { rosterSampleName, rosterSampleWorkbook } from '../roster/roster-sample-workbook'
import { listPreviews, openFile } from './previews.store'
import { problemList } from './problem-sheet'
import { receiveRoster } from './reading.actions'
import { takePreview } from './taking.actions'

/** Rosters: upload, preview, take, and the file back with its problems. */
export function importRoutes(deps: Deps): Route[] {
  const roles = ['township_clerk', 'office'] as const
  const to = (handle: Handler) => (req: Request, res: Response) => handle(deps, req, res)
  return [
    { method: 'get', path: '/candidates/import', roles, handle: to((_deps, req, res) => sendUpload(deps, req, res)) },
    { method: 'get', path: '/candidates/import/sample', roles, handle: to(sendSample) },
    { method: 'post', path: '/candidates/imports', roles, upload: true, handle: to(upload) },
    {
      method: 'get',
      path: '/candidates/imports/:id',
      roles,
      handle: to((_deps, req, res) => sendPreview(deps, req, res)),
    },
    { method: 'post', path: '/candidates/imports/:id/acceptance', roles, handle: to(accept) },
    { method: 'get', path: '/candidates/imports/:id/problems', roles, handle: to(sendProblems) },
  ]
}

async function sendSample(_deps: Deps, _req: Request, res: Response): Promise<void> {
  res
    .attachment(rosterSampleName)
    .type('xlsx')
    .send(await rosterSampleWorkbook())
}

type Handler = (deps: Deps, req: Request, res: Response) => Promise<void>

async function sendUpload(
  { db }: Deps,
  req: Request,
  res: Response,
  problems: Record<string, Message> = {},
): Promise<void> {
  const previews = await listPreviews(db, req.actor.accountId)
  const status = Object.keys(problems).length ? 422 : 200
  sendPage(res, 'candidates/import', uploadPage(previews, problems, { t: req.t, lang: req.lang }), status)
}

async function upload(deps: Deps, req: Request, res: Response): Promise<void> {
  if (!req.file?.buffer.length) return sendUpload(deps, req, res, { file: message('candidates:import.noFile') })
  try {
    const file = { name: req.file.originalname, file: req.file.buffer }
    res.redirect(303, (await receiveRoster(deps, req.actor, file)).href)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    await sendUpload(deps, req, res, error.problems)
  }
}

type Again = { status: 409 | 422; problem: Message }

async function sendPreview(deps: Deps, req: Request, res: Response, again?: Again): Promise<void> {
  const planned = await planPreview(deps, req.actor, String(req.params['id']))
  const words = { t: req.t, lang: req.lang }
  const { preview } = planned
  if (preview.tally) return sendPage(res, 'candidates/imported', takenPage(preview, preview.tally, words))
  const pages = { problems: pageIn(req.query['problems']), corrections: pageIn(req.query['corrections']) }
  sendPage(res, 'candidates/preview', previewPage(planned, pages, again?.problem ?? null, words), again?.status ?? 200)
}

async function accept(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const body = (req.body ?? {}) as Record<string, unknown>
  try {
    const taking = { onlyGood: body['onlyGood'] === 'yes', seen: String(body['seen'] ?? '') }
    const taken = await takePreview(deps, req.actor, id, taking)
    taken.notices.forEach((notice) => flash(req, notice))
    res.redirect(303, taken.href)
  } catch (error) {
    if (error instanceof Invalid)
      return sendPreview(deps, req, res, { status: 422, problem: Object.values(error.problems)[0]! })
    if (!(error instanceof Refused && error.status === 409)) throw error
    await sendPreview(deps, req, res, { status: 409, problem: error.reason })
  }
}

/** The file holds ID numbers: handing it back is recorded like every export. */
async function sendProblems(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const { preview, plan, rows } = await planPreview(deps, req.actor, id)
  const file = await openFile(deps.db, deps.keys.idKey, id)
  const workbook = await readWorkbook({ name: preview.fileName, file })
  const words = { heading: req.t('candidates:import.problemColumn'), say: (text: Message) => say(req.t, text) }
  const list = workbook.ok ? problemList(workbook.sheets, plan.problems, words) : null
  if (!list) throw new NotFound()
  await recorded(deps, req.actor, 'roster.exported', async () => ({
    result: null,
    record: { type: 'roster', id, details: { rows } },
  }))
  const name = `${preview.fileName.replace(/\.\w+$/, '')}-${words.heading}.xlsx`
  res
    .attachment(name)
    .type('xlsx')
    .send(await writeWorkbook([list]))
}

function pageIn(text: unknown): number {
  const page = Number(text)
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1
}
