import type { Request, Response } from 'express'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { pageOf, pagerOf } from '../web/pages/paging'
import { takeFile } from './files/job-files.actions'
import { findFile } from './files/job-files.store'
import { mostLines } from './job'
import { cancelJob } from './jobs.actions'
import { countJobs, findJob, listJobs, listLines, markSeen } from './jobs.store'
import { jobPage, jobsPage } from './jobs.view'

/** 后台任务: what one has started oneself, how far it is, and its end. */
export function jobsRoutes(deps: Deps): Route[] {
  const roles = 'signed-in'
  return [
    { method: 'get', path: '/jobs', roles, handle: (req, res) => list(deps, req, res) },
    { method: 'get', path: '/jobs/:id', roles, handle: (req, res) => show(deps, req, res) },
    { method: 'get', path: '/jobs/:id/file', roles, handle: (req, res) => sendFile(deps, req, res) },
    { method: 'post', path: '/jobs/:id/cancellation', roles, handle: (req, res) => cancel(deps, req, res) },
  ]
}

async function list({ db }: Deps, req: Request, res: Response): Promise<void> {
  const total = await countJobs(db, req.actor)
  const leaf = pageOf(req, total)
  const jobs = await listJobs(db, req.actor, leaf)
  sendPage(res, 'jobs/list', jobsPage(req, jobs, pagerOf(req, leaf, total)))
}

async function show({ db, keys, clock }: Deps, req: Request, res: Response): Promise<void> {
  const job = await findJob(db, req.actor, String(req.params['id']))
  if (!job) throw new NotFound()
  await markSeen(db, job.id, clock.now())
  const kept = Math.min(job.lines, mostLines)
  const leaf = pageOf(req, kept)
  const lines = await listLines(db, keys, job.id, leaf)
  const made = await findFile(db, job.id, 'made')
  const pager = kept > lines.length ? pagerOf(req, leaf, kept) : undefined
  sendPage(res, 'jobs/show', jobPage(req, { job, lines, pager, made, now: clock.now() }))
}

/** Saved, never shown inside a page of ours. */
async function sendFile(deps: Deps, req: Request, res: Response): Promise<void> {
  const { fileName, file } = await takeFile(deps, req.actor, String(req.params['id']))
  res.attachment(fileName).type('xlsx')
  res.set('Content-Security-Policy', "sandbox; default-src 'none'").set('X-Content-Type-Options', 'nosniff')
  res.send(file)
}

async function cancel(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  await cancelJob(deps, req.actor, id)
  res.redirect(303, `/jobs/${id}`)
}
