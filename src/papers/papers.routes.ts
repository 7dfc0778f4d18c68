import type { Request, Response } from 'express'
import { scopeOf } from '../accounts/scope'
import { openId } from '../candidates/id-seal'
import { currentCycle, findCycle } from '../cycles/cycles.store'
import type { Cycle } from '../cycles/cycle'
import type { Deps } from '../deps'
import type { Keys } from '../keys'
import { dayInChina } from '../lib/clock'
import { NotFound, Refused } from '../lib/errors'
import { maskIdNumber } from '../lib/id-number'
import { message } from '../lib/message'
import { listTownships } from '../organisations/organisations.store'
import { isId } from '../web/ids'
import { sendPage } from '../web/pages/page'
import { pageOf, pagerOf } from '../web/pages/paging'
import type { Route } from '../web/route'
import { isPaperKind, papers, paperKinds, type PaperKind } from './paper'
import { exportedPaper } from './papers.actions'
import { countLines, readLines, type PaperFilter } from './papers.store'
import { columnsOf, rowOf, type PaperWords } from './papers.view'
import { paperWorkbook } from './paper-workbook'
import { paperTerms } from './paper-words.store'

const readers = ['office', 'leading_group', 'township_clerk', 'township_lead'] as const

/** More rows than this go into the workbook, not on paper. */
const mostPrinted = 5_000
const mostExported = 100_000

/** 名单与公文: each list as page, print and workbook, of the outcomes in force. */
export function papersRoutes(deps: Deps): Route[] {
  const pages = papersPages(deps)
  return [
    { method: 'get', path: '/papers', roles: ['office', 'leading_group'], handle: pages.index },
    { method: 'get', path: '/papers/:kind', roles: readers, handle: pages.list },
    { method: 'get', path: '/papers/:kind/print', roles: readers, handle: pages.print },
    { method: 'get', path: '/papers/:kind/workbook', roles: readers, handle: pages.workbook },
  ]
}

type Asked = { kind: PaperKind; cycle: Cycle; filter: PaperFilter }

function papersPages(deps: Deps) {
  const { db } = deps

  const asked = async (req: Request): Promise<Asked> => {
    const kind = req.params['kind']
    if (!isPaperKind(kind)) throw new NotFound()
    if (!papers[kind].roles.includes(req.actor.role)) throw new Refused(message('papers:notYours'))
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
    const words = wordsOf(await paperTerms(db, cycle.id), deps.keys, req)
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
      actions: ['workbook', 'print'].map((form) => ({
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
    })
  }

  const workbook = async (req: Request, res: Response) => {
    const paper = await asked(req)
    const body = await rows(req, paper, { skip: 0, take: mostExported })
    const people = body.length
    await exportedPaper(deps, req.actor, { kind: paper.kind, form: 'workbook', people, cycleId: paper.cycle.id })
    const head = await headOf(req, paper, people)
    const file = await paperWorkbook({ ...head, columns: columnsOf(paper.kind, req.t), rows: body })
    res.attachment(`${head.title}.xlsx`).type('xlsx').send(file)
  }

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

  return { index, list, print, workbook }
}

function wordsOf(terms: Awaited<ReturnType<typeof paperTerms>>, keys: Keys, { t, lang }: Request): PaperWords {
  const names = terms.departments.map(({ key, name, nameEn }) => [key, lang === 'en' ? nameEn : name] as const)
  return {
    t,
    lang,
    items: terms.items,
    departments: new Map(names),
    maskedId: (line) => maskIdNumber(openId(keys, line.idCipher, line.candidateId)),
    dayOf: dayInChina,
  }
}
