import { join } from 'node:path'
import type { Response } from 'express'
import { projectRoot } from '../../lib/root'
import type { Tone } from '../../lib/tone'
import { inFigures } from '../../locales/translate'
import { crumbsBack, type ListShown, rememberList } from './last-list'
import { sheetOf } from './sheet'
import { shellOf } from './shell'
import { draw, type Drawing } from './templates'

/** `rel`: the same list's neighbour, as links say it. */
export type Action = { label: string; href: string; tone?: 'primary' | 'plain'; rel?: 'prev' | 'next' }
export type Problem = { field: string; text: string }
export type Crumb = { label: string; href?: string }

/** What the layout prints of every page; the view prints the rest. */
export type Page = ListShown & {
  title: string
  /** Grey words after the title: how many, which round, which day. */
  lead?: string
  status?: { text: string; tone: Tone }
  breadcrumbs?: Crumb[]
  /** Links at the top right; the primary act is one of them. */
  actions?: Action[]
  /** Seconds after which a browser without scripts loads the page anew. */
  refresh?: number
  /** Shown by the view through components/problems; the layout marks the window title. */
  problems?: Problem[]
}

const views = join(projectRoot, 'views')

/** Renders `views/<view>.ejs` into the layout and sends it; `page` is the only thing of a request that a view sees. */
export function sendPage<P extends Page>(res: Response, view: string, page: P, status = 200): void {
  const req = res.req
  rememberList(res, page)
  const breadcrumbs = page.breadcrumbs && crumbsBack(req, page.breadcrumbs)
  const figure = (value: unknown) => inFigures(req.lang, value)
  const locals = { page: { ...page, breadcrumbs }, t: req.t, figure, lang: req.lang, shell: shellOf(req) }
  const drawn = (name: string, given: object) => draw(join(views, `${name}.ejs`), { ...given }, wayOf(res))
  const body = drawn(view, locals)
  const html = drawn('layout', { ...locals, body, sheet: sheetOf(body) })
  res.status(status).type('html').send(html)
}

function wayOf(res: Response): Drawing {
  return res.app.get('templates') as Drawing
}
