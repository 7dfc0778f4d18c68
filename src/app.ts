import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import { signInMiddleware } from './accounts/sign-in/sign-in.routes'
import type { Deps } from './deps'
import { allRoutes } from './routes'
import { serveAsset } from './web/pages/assets'
import { checkBounds, readForm } from './web/safety/bounds'
import { refuseCrossSite } from './web/safety/cross-site'
import { notFound, showFailure } from './web/failures'
import type { Drawing } from './web/pages/templates'
import { storeBeforeRedirect } from './web/pages/stored-first'
import { keepNothing, secureHeaders } from './web/safety/headers'
import { healthRouter } from './web/health.routes'
import { chooseLanguage } from './web/pages/language'
import { logRequests } from './web/logging'
import { mount } from './web/mount'
import type { Route } from './web/route'

/** The two parts that tests replace: who is signed in, and which pages there are. */
type Parts = { signIn: RequestHandler[]; routes: Route[] }

const drawing: Record<Deps['config']['environment'], Drawing> = {
  production: 'quick',
  development: 'anew',
  test: 'strict',
}

/** The whole application over what it is given; it listens nowhere and keeps nothing of its own. */
export function createApp(deps: Deps, parts: Partial<Parts> = {}): Express {
  const app = express()
  app.set('query parser', 'simple').set('trust proxy', deps.config.trustProxy)
  app.set('templates', drawing[deps.config.environment])

  app.use(healthRouter(deps))
  app.use(logRequests(deps.log))
  app.use(secureHeaders, compression(), chooseLanguage, checkBounds)
  app.get('/assets/:digest/*name', serveAsset)
  app.use(keepNothing, refuseCrossSite)
  // Sessions and passport: sets req.actor and req.place when somebody is signed in.
  app.use(parts.signIn ?? signInMiddleware(deps))
  app.use(storeBeforeRedirect, readForm)
  mount(app, parts.routes ?? allRoutes(deps))
  app.use(notFound, showFailure)
  return app
}
