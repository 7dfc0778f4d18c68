import type { Request, Response } from 'express'
import { onward } from '../cycles/settings.view'
import { setUpAhead } from '../progress/set-up/set-up.store'
import type { Deps } from '../deps'
import { NotFound } from '../lib/errors'
import { message } from '../lib/message'
import { flash } from '../web/pages/flash'
import { submitForm, typedIn } from '../web/pages/form'
import { sendPage } from '../web/pages/page'
import type { Route } from '../web/route'
import { readCounty, readNewTeam, readNewTownship, readTeam, readTownship } from './organisation.form'
import { changeTeam, changeTownship, createTeam, createTownship, nameCounty } from './organisations.actions'
import { countyShape, findCounty, findTeam, findTownship, listTeams } from './organisations.store'
import { countyPage, teamPage, townshipPage, townshipsPage } from './places.view'
import type { Refused } from './settings-form.view'

/** County, townships and teams: the office's own. */
export function placesRoutes(deps: Deps): Route[] {
  const pages = placesPages(deps)
  return [
    { method: 'get', path: '/settings/county', roles: ['office'], handle: pages.county },
    { method: 'post', path: '/settings/county', roles: ['office'], handle: pages.saveCounty },
    { method: 'get', path: '/settings/townships', roles: ['office'], handle: pages.townships },
    { method: 'post', path: '/settings/townships', roles: ['office'], handle: pages.addTownship },
    { method: 'get', path: '/settings/townships/:id', roles: ['office'], handle: pages.township },
    { method: 'post', path: '/settings/townships/:id', roles: ['office'], handle: pages.saveTownship },
    { method: 'post', path: '/settings/townships/:id/teams', roles: ['office'], handle: pages.addTeam },
    { method: 'get', path: '/settings/teams/:id', roles: ['office'], handle: pages.team },
    { method: 'post', path: '/settings/teams/:id', roles: ['office'], handle: pages.saveTeam },
  ]
}

function placesPages(deps: Deps) {
  const { db } = deps
  const showTownship = async (req: Request, res: Response, refused?: Refused & { about: 'township' | 'team' }) => {
    const township = await findTownship(db, idOf(req))
    if (!township) throw new NotFound()
    const page = townshipPage(req.t, township, await listTeams(db, township.id), refused)
    sendPage(res, 'organisations/township', page, refused?.again.status)
  }
  const showTeam = async (req: Request, res: Response, refused?: Refused) => {
    const team = await findTeam(db, idOf(req))
    const township = team && (await findTownship(db, team.townshipId))
    if (!team || !township) throw new NotFound()
    sendPage(res, 'settings/form-page', teamPage(req.t, township, team, refused), refused?.again.status)
  }
  const showTownships = async (req: Request, res: Response, refused?: Refused) => {
    const page = townshipsPage(req.t, await countyShape(db), refused)
    const actions = [...onward(req, await setUpAhead(deps.db, deps.clock.today())), ...page.actions]
    sendPage(res, 'organisations/townships', { ...page, actions }, refused?.again.status)
  }
  const showCounty = async (req: Request, res: Response, refused?: Refused) => {
    sendPage(res, 'settings/form-page', countyPage(req.t, await findCounty(db), refused), refused?.again.status)
  }
  return {
    county: (req: Request, res: Response) => showCounty(req, res),
    townships: (req: Request, res: Response) => showTownships(req, res),
    township: (req: Request, res: Response) => showTownship(req, res),
    team: (req: Request, res: Response) => showTeam(req, res),
    saveCounty: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          await nameCounty(deps, req.actor, readCounty(req.body))
          return done(req, 'countyNamed', '/settings')
        },
        (again) => showCounty(req, res, { typed: typedIn(req), again }),
      ),
    addTownship: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          const id = await createTownship(deps, req.actor, readNewTownship(req.body))
          return done(req, 'townshipAdded', `/settings/townships/${id}`)
        },
        (again) => showTownships(req, res, { typed: typedIn(req), again }),
      ),
    saveTownship: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          await changeTownship(deps, req.actor, idOf(req), readTownship(req.body))
          return done(req, 'saved', `/settings/townships/${idOf(req)}`)
        },
        (again) => showTownship(req, res, { typed: typedIn(req), again, about: 'township' }),
      ),
    addTeam: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          await createTeam(deps, req.actor, idOf(req), readNewTeam(req.body))
          return done(req, 'teamAdded', `/settings/townships/${idOf(req)}`)
        },
        (again) => showTownship(req, res, { typed: typedIn(req), again, about: 'team' }),
      ),
    saveTeam: (req: Request, res: Response) =>
      submitForm(
        res,
        async () => {
          const townshipId = await changeTeam(deps, req.actor, idOf(req), readTeam(req.body))
          return done(req, 'saved', `/settings/townships/${townshipId}`)
        },
        (again) => showTeam(req, res, { typed: typedIn(req), again }),
      ),
  }
}

function idOf(req: Request): string {
  return String(req.params['id'])
}

/** Says on the next page what was done, and where that is. */
function done(req: Request, notice: string, href: string): string {
  flash(req, message(`organisations:notice.${notice}`))
  return href
}
