import type { Request, Response } from 'express'
import { departmentRoles } from '../../accounts/role'
import type { Deps } from '../../deps'
import { Refused } from '../../lib/errors'
import { type Message, message } from '../../lib/message'
import { say, type Translate } from '../../locales/translate'
import { flash } from '../../web/pages/flash'
import { lastOpen } from '../../web/pages/last-list'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { reviewIn } from './desk.routes'
import { readFileReturn, readRecusal, returnReasons, type TypedWords, typedWords } from './file-return.form'
import { readFilter } from '../queue/queue.form'
import { filterQuery } from '../queue/queue-filter'
import { mayAct, reasonMessage } from '../review.policy'
import { recuse } from '../recusal/recusal.actions'
import { recusalText, recusedMessage } from '../recusal/recusal.view'
import { returnFile } from '../reviews.actions'
import type { DeskReview } from '../reviews.store'
import type { ReviewAct } from '../transitions'

/** Two ways not to answer: the file goes back to the township, or the review goes to a colleague. */
export function fileReturnRoutes(deps: Deps): Route[] {
  const roles = departmentRoles
  const empty: TypedWords = { reason: '', words: '' }
  const ask = (act: Asked) => async (req: Request, res: Response) =>
    sendForm(res, await judgedIn(deps, req, act), act, empty)
  return [
    { method: 'get', path: '/reviews/:id/return', roles, handle: ask('return') },
    { method: 'post', path: '/reviews/:id/return', roles, handle: (req, res) => sendBack(deps, req, res) },
    { method: 'get', path: '/reviews/:id/recusal', roles, handle: ask('recuse') },
    { method: 'post', path: '/reviews/:id/recusal', roles, handle: (req, res) => keepAway(deps, req, res) },
  ]
}

type Asked = Extract<ReviewAct, 'return' | 'recuse'>

async function sendBack(deps: Deps, req: Request, res: Response): Promise<void> {
  const review = await judgedIn(deps, req, 'return')
  const read = readFileReturn(typedWords(req.body))
  if (!read.ok) return sendForm(res, review, 'return', typedWords(req.body), read.problems)
  await returnFile(deps, req.actor, review.id, read.command)
  flash(req, message('reviews:fileReturn.done', { name: review.file.name }))
  res.redirect(303, lastOpen(req, `/reviews${filterQuery(readFilter(req.query))}`))
}

async function keepAway(deps: Deps, req: Request, res: Response): Promise<void> {
  const review = await judgedIn(deps, req, 'recuse')
  const read = readRecusal(typedWords(req.body))
  if (!read.ok) return sendForm(res, review, 'recuse', typedWords(req.body), read.problems)
  const recused = await recuse(deps, req.actor, review.id, read.command.words)
  flash(req, recusedMessage(recused, review.file.name))
  res.redirect(303, lastOpen(req, `/reviews${filterQuery(readFilter(req.query))}`))
}

async function judgedIn(deps: Deps, req: Request, act: Asked): Promise<DeskReview> {
  const review = await reviewIn(deps, req)
  const reason = mayAct(req.actor, act, review)
  if (reason) throw new Refused(reasonMessage(reason))
  return review
}

function sendForm(
  res: Response,
  review: DeskReview,
  act: Asked,
  typed: TypedWords,
  problems: Record<string, Message> = {},
): void {
  const { req } = res
  const text = act === 'return' ? req.t('reviews:fileReturn.text') : recusalText(req.t, req.actor, review)
  const page = formPage(req.t, review, act, text, filterQuery(readFilter(req.query)))
  const told = Object.entries(problems).map(([field, problem]) => ({ field, text: say(req.t, problem) }))
  sendPage(res, 'reviews/file-return', { ...page, typed, problems: told }, told.length ? 422 : 200)
}

function formPage(t: Translate, review: DeskReview, act: Asked, text: string, query: string) {
  const words = act === 'return' ? 'fileReturn' : 'recusal'
  const desk = `/reviews/${review.id}`
  return {
    title: t(`reviews:${words}.title`, { name: review.file.name }),
    breadcrumbs: [
      { label: t('reviews:queue.title'), href: `/reviews${query}` },
      { label: review.file.name, href: desk + query },
      { label: t(`reviews:${words}.crumb`) },
    ],
    text,
    button: t(`reviews:${words}.button`),
    wordsLabel: t(`reviews:${words}.words`),
    reasons:
      act === 'return' ? returnReasons.map((value) => ({ value, label: t(`reviews:returnReason.${value}`) })) : [],
    action: `${desk}/${act === 'return' ? 'return' : 'recusal'}${query}`,
    cancel: desk + query,
  }
}
