import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import type { Deps } from '../../deps'
import { Invalid } from '../../lib/errors'
import { type Message, message } from '../../lib/message'
import { flash } from '../../web/pages/flash'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { findHandOut, handedOutFile, handOut } from './handing-out/handing-out.actions'
import { checkName, checkText } from './handing-out/packet-check.view'
import { packetOutPage } from './handing-out/packet-out.view'
import { receive } from './packet-receiving.actions'
import { previewPacket, saveChoices, takePacket } from './packets.actions'
import { currentPackets, findPacket, listPackets } from './packets.store'
import { packetPreviewPage } from './packet-preview.view'
import { chosenCount, readChoices } from './packets.form'
import { packetsPage } from './packets.view'
import { queueOf } from '../queue/queue.routes'
import { openRounds } from '../queue/queue.store'

/** 离线包: the department's workbook, out and back. */
export function packetRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  return [
    { method: 'get', path: '/reviews/packets', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'post', path: '/reviews/packets/out/:id', roles, handle: (req, res) => out(deps, req, res) },
    { method: 'post', path: '/reviews/packets', roles, upload: true, handle: (req, res) => back(deps, req, res) },
    { method: 'get', path: '/reviews/packets/:id', roles, handle: (req, res) => show(deps, req, res) },
    { method: 'get', path: '/reviews/packets/:id/workbook', roles, handle: (req, res) => workbook(deps, req, res) },
    { method: 'get', path: '/reviews/packets/:id/check', roles, handle: (req, res) => check(deps, req, res) },
    { method: 'post', path: '/reviews/packets/:id/choices', roles, handle: (req, res) => choose(deps, req, res) },
    { method: 'post', path: '/reviews/packets/:id/taking', roles, handle: (req, res) => take(deps, req, res) },
  ]
}

async function list(deps: Deps, req: Request, res: Response, problems: Record<string, Message> = {}): Promise<void> {
  const rounds = await openRounds(deps.db, await queueOf(deps.db, req.actor))
  const { departmentId } = req.actor
  const [current, packets] = [await currentPackets(deps.db, departmentId), await listPackets(deps.db, departmentId)]
  const page = packetsPage(req, { rounds, current, packets }, problems)
  sendPage(res, 'reviews/packets', page, Object.keys(problems).length ? 422 : 200)
}

async function out(deps: Deps, req: Request, res: Response): Promise<void> {
  const made = await handOut(deps, req.actor, String(req.params['id']))
  made.notices.forEach((notice) => flash(req, notice))
  res.redirect(303, made.href)
}

async function workbook(deps: Deps, req: Request, res: Response): Promise<void> {
  const { file, fileName } = await handedOutFile(deps, req.actor, String(req.params['id']))
  res.attachment(fileName).type('xlsx').send(file)
}

async function check(deps: Deps, req: Request, res: Response): Promise<void> {
  const packet = await findHandOut(deps, req.actor, String(req.params['id']))
  res.attachment(checkName(req.t, packet)).type('text/plain; charset=utf-8').send(checkText(req.t, packet))
}

async function back(deps: Deps, req: Request, res: Response): Promise<void> {
  const { file } = req
  if (!file) return list(deps, req, res, { file: message('packets:problem.noFile') })
  try {
    const { href, notices } = await receive(deps, req.actor, { name: file.originalname, bytes: file.buffer })
    notices.forEach((notice) => flash(req, notice))
    res.redirect(303, href)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    await list(deps, req, res, error.problems)
  }
}

async function show(deps: Deps, req: Request, res: Response): Promise<void> {
  const packet = await findPacket(deps.db, req.actor.departmentId, String(req.params['id']))
  if (packet?.direction === 'out') return sendPage(res, 'reviews/packet-out', packetOutPage(req.t, packet))
  const shown = await previewPacket(deps, req.actor, String(req.params['id']))
  const { show, page } = req.query
  const asked = { show: String(show ?? ''), page: String(page ?? '') }
  sendPage(res, 'reviews/packet', packetPreviewPage(req, shown, asked))
}

/** Keeps the choices of one page, and goes on to the next where there is one. */
async function choose(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const choices = readChoices(req.body)
  await saveChoices(deps, req.actor, id, choices)
  flash(req, message('packets:saved', { count: chosenCount(choices) }))
  const page = Number(String((req.body as Record<string, unknown> | undefined)?.['page'] ?? '')) || 0
  res.redirect(303, `/reviews/packets/${id}?show=collision&page=${page + 1}`)
}

async function take(deps: Deps, req: Request, res: Response): Promise<void> {
  const tally = await takePacket(deps, req.actor, String(req.params['id']), readChoices(req.body))
  flash(req, message('packets:taken', tally))
  res.redirect(303, '/reviews/packets')
}
