import type { Request, Response } from 'express'
import { scopeOf } from '../accounts/scope'
import { currentCycle, findCycle } from '../cycles/cycles.store'
import type { Cycle } from '../cycles/cycle'
import type { Deps } from '../deps'
import { exportList } from '../jobs/exports/exporting.actions'
import { mostAtOnce } from '../jobs/job'
import { NotFound, Refused } from '../lib/errors'
import { message } from '../lib/message'
import { listTownships } from '../organisations/organisations.store'
import { isId } from '../web/ids'
import { sendPage } from '../web/pages/page'
import { pageOf, pagerOf } from '../web/pages/paging'
import type { Route } from '../web/route'
import { isPaperKind, papers, paperKinds, type PaperKind } from './paper'
import { exportedPaper } from './papers.actions'
import { approvalsOf, countLines, readLines, type PaperFilter } from './papers.store'
import { columnsOf, rowOf } from './papers.view'
import { paperLists, paperWords, refuseUnlessReader } from './paper-workbook'

const readers = ['office', 'leading_group', 'township_clerk', 'township_lead'] as const

/** More rows than this go into the workbook, not on paper. */
const mostPrinted = 5_000

/** 名单与公文: each list as page, print and workbook, of the outcomes in force. */
export function papersRoutes(deps: Deps): Route[] {
  const pages = papersPages(deps)
  return [
    { method: 'get', path: '/papers', roles: ['office', 'leading_group'], handle: pages.index },
    { method: 'get', path: '/papers/:kind', roles: readers, handle: pages.list },
    { method: 'get', path: '/papers/:kind/print', roles: readers, handle: pages.print },
    { method: 'get', path: '/papers/:kind/workbook', roles: readers, handle: pages.workbook },
    { method: 'post', path: '/papers/:kind/exports', roles: readers, handle: pages.order },
  ]
}

type Asked = { kind: PaperKind; cycle: Cycle; filter: PaperFilter }

function papersPages(deps: Deps) {
  const { db } = deps

  const asked = async (req: Request): Promise<Asked> => {
    const kind = req.params['kind']
    if (!isPaperKind(kind)) throw new NotFound()
    refuseUnlessReader(kind, req.actor)
    const cycle = await cycleAsked(req)
    if (!cycle) throw new NotFound()
    const township = req.query['township']
    if (township && !isId(township)) throw new NotFound()
    const townshipId = township ? String(township) : undefined
    return { kind, cycle, filter: { cycleId: cycle.id, townshipId, outcomes: papers[kind].outcomes } }
  }

  const cycleAsked = (req: Request) => {
    const id = req.query['cycle']
    return id === undefined ? currentCycle(db) : isId(id) ? findCycle(db, id) : null
  }

  const rows = async (req: Request, { kind, cycle, filter }: Asked, part: { skip: number; take: number }) => {
    const lines = await readLines(db, scopeOf(req.actor), filter, part)
    const words = await paperWords(db, deps.keys, cycle.id, req.lang)
    return lines.map((line, index) => rowOf(kind, line, part.skip + index + 1, words))
  }

  const index = async (req: Request, res: Response) => {
    const cycle = await currentCycle(db)
    if (!cycle) return sendPage(res, 'progress/empty', { title: req.t('papers:title') })
    const scope = scopeOf(req.actor)
    const lists = await Promise.all(
      paperKinds.map(async (kind) => ({
        name: req.t(`papers:name.${kind}`),
        help: req.t(`papers:help.${kind}`),
        href: `/papers/${kind}`,
        people: await countLines(db, scope, { cycleId: cycle.id, outcomes: papers[kind].outcomes }),
      })),
    )
    sendPage(res, 'papers/index', { title: req.t('papers:title'), lead: cycle.name, lists })
  }

  const list = async (req: Request, res: Response) => {
    const paper = await asked(req)
    const total = await countLines(db, scopeOf(req.actor), paper.filter)
    const leaf = pageOf(req, total)
    const query = req.originalUrl.split('?')[1]
    sendPage(res, 'papers/list', {
      ...(await headOf(req, paper, total)),
      columns: columnsOf(paper.kind, req.t),
      rows: await rows(req, paper, leaf),
      pager: pagerOf(req, leaf, total),
      // A workbook needs somebody in it; that nobody is on the list can be printed.
      actions: (total ? ['workbook', 'print'] : ['print']).map((form) => ({
        label: req.t(`papers:${form}`),
        href: `/papers/${paper.kind}/${form}${query ? `?${query}` : ''}`,
      })),
    })
  }

  const print = async (req: Request, res: Response) => {
    const paper = await asked(req)
    const total = await countLines(db, scopeOf(req.actor), paper.filter)
    if (total > mostPrinted) throw new Refused(message('papers:tooLong', { most: mostPrinted }))
    await exportedPaper(deps, req.actor, { kind: paper.kind, form: 'print', people: total, cycleId: paper.cycle.id })
    sendPage(res, 'papers/print', {
      ...(await headOf(req, paper, total)),
      columns: columnsOf(paper.kind, req.t),
      rows: await rows(req, paper, { skip: 0, take: mostPrinted }),
      approvals: await approvals(req, paper),
    })
  }

  /** The county's own lists name the hands that they rest on; what goes to a township does not. */
  const approvals = async (req: Request, { kind, filter }: Asked) => {
    if (kind === 'feedback') return []
    const hands = await approvalsOf(db, scopeOf(req.actor), filter)
    return hands.map(({ people: count, ...hand }) => req.t('papers:approval', { ...hand, count }))
  }

  /** A GET orders nothing: of a long list it says what a button would do. */
  const workbook = async (req: Request, res: Response) => {
    const paper = await asked(req)
    const total = await countLines(db, scopeOf(req.actor), paper.filter)
    if (total > mostAtOnce) return sendPage(res, 'jobs/export', orderPage(req, paper, total))
    await take(req, res, paper)
  }

  const take = async (req: Request, res: Response, { kind, cycle, filter }: Asked) => {
    const list = { list: kind, cycleId: cycle.id, townshipId: filter.townshipId ?? null, lang: req.lang }
    const title = message('papers:job', { cycle: cycle.name })
    const taken = await exportList(deps, req.actor, paperLists(deps), list, title)
    if ('later' in taken) return res.redirect(303, taken.later.href)
    res.attachment(taken.fileName).type('xlsx').send(taken.file)
  }

  const order = async (req: Request, res: Response) => take(req, res, await asked(req))

  const headOf = async (req: Request, { kind, cycle, filter }: Asked, total: number) => {
    const townships = req.actor.townshipId ? [] : await listTownships(db)
    const town = townships.find((one) => one.id === filter.townshipId)
    const unit = [req.place?.county, town?.name ?? req.place?.unit].filter(Boolean).join(' ')
    return {
      title: req.t(`papers:name.${kind}`),
      lead: req.t('papers:lead', { cycle: cycle.name, count: total }),
      breadcrumbs: req.actor.townshipId ? [] : [{ label: req.t('papers:title'), href: '/papers' }],
      townships: townships.map(({ id, name }) => ({ value: id, label: name })),
      township: filter.townshipId ?? '',
      kind,
      // Who took it out and when stands on every copy (domain §9).
      mark: req.t('papers:mark', { unit, name: req.actor.name, day: deps.clock.today() }),
    }
  }

  return { index, list, print, workbook, order }
}

/** The address names list, cycle and township; the form only sends it. */
function orderPage(req: Request, { kind }: Asked, people: number) {
  const query = req.originalUrl.split('?')[1]
  const title = req.t(`papers:name.${kind}`)
  return {
    title: req.t('papers:order.title', { list: title }),
    breadcrumbs: [{ label: title, href: `/papers/${kind}` }],
    problems: [],
    words: [req.t('papers:order.long', { people, most: mostAtOnce })],
    form: {
      action: `/papers/${kind}/exports${query ? `?${query}` : ''}`,
      button: req.t('papers:order.button'),
      cancel: `/papers/${kind}`,
      fields: [],
    },
  }
}
