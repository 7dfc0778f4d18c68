import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { NotFound } from '../../lib/errors'
import { message } from '../../lib/message'
import type { Refused } from '../../organisations/settings-form.view'
import { flash } from '../../web/pages/flash'
import { submitForm, typedIn } from '../../web/pages/form'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { enterDay, removeDay, startYear, takePublicYear } from './calendar.actions'
import { listCalendarDays, listCalendarYears } from './calendar.store'
import { calendarPage } from './calendar.view'
import { readCalendarDay, readCalendarYear, readRemovedDay } from '../cycle.form'
import { onward } from '../settings.view'
import { setUpAhead } from '../../progress/set-up/set-up.store'
import { publicYears } from './public-holidays'

/** The county's working days: public holidays taken over in one click, corrected day by day. */
export function calendarRoutes(deps: Deps): Route[] {
  const show = async (req: Request, res: Response, year: number, refused?: Refused) => {
    const [years, days] = [await listCalendarYears(deps.db), await listCalendarDays(deps.db, year)]
    const page = calendarPage(req.t, { year, years, days, publicYears: [...publicYears()] }, refused)
    sendPage(
      res,
      'cycles/calendar',
      { ...page, actions: onward(req, await setUpAhead(deps.db, deps.clock.today())) },
      refused?.again.status,
    )
  }
  const thisYear = () => Number(deps.clock.today().slice(0, 4))
  /** Each act gives the year that it changed; the page goes back to it. */
  const change = (act: (req: Request) => Promise<number>) => (req: Request, res: Response) =>
    submitForm(
      res,
      async () => {
        const year = await act(req)
        flash(req, message('cycles:notice.calendar'))
        return `/settings/calendar?year=${year}`
      },
      (again) => show(req, res, typedYear(req) ?? thisYear(), { typed: typedIn(req), again }),
    )
  return [
    {
      method: 'get',
      path: '/settings/calendar',
      roles: ['office'],
      handle: (req, res) => show(req, res, askedYear(req.query['year']) ?? thisYear()),
    },
    { method: 'post', path: '/settings/calendar/public', roles: ['office'], handle: change(takePublic(deps)) },
    { method: 'post', path: '/settings/calendar/years', roles: ['office'], handle: change(start(deps)) },
    { method: 'post', path: '/settings/calendar/days', roles: ['office'], handle: change(enter(deps)) },
    { method: 'post', path: '/settings/calendar/days/removal', roles: ['office'], handle: change(remove(deps)) },
  ]
}

const takePublic = (deps: Deps) => async (req: Request) => {
  const year = readCalendarYear(req.body)
  await takePublicYear(deps, req.actor, year)
  return year
}

const start = (deps: Deps) => async (req: Request) => {
  const year = readCalendarYear(req.body)
  await startYear(deps, req.actor, year)
  return year
}

const enter = (deps: Deps) => async (req: Request) => {
  const command = readCalendarDay(req.body)
  await enterDay(deps, req.actor, command)
  return Number(command.day.slice(0, 4))
}

const remove = (deps: Deps) => async (req: Request) => {
  const day = readRemovedDay(req.body)
  await removeDay(deps, req.actor, day)
  return Number(day.slice(0, 4))
}

/** The year of an address; other words than a year lead nowhere. */
function askedYear(text: unknown): number | null {
  if (text === undefined) return null
  if (typeof text !== 'string' || !/^20\d\d$/.test(text)) throw new NotFound()
  return Number(text)
}

function typedYear(req: Request): number | null {
  const { year, day } = typedIn(req)
  const found = /^20\d\d/.exec(year ?? day ?? '')
  return found && Number(found[0])
}
