import type { Express } from 'express'
import { refuseNul } from './safety/bounds'
import { checkCsrf } from './safety/check-csrf'
import { gate } from './safety/gate'
import { checkIds } from './ids'
import type { Route } from './route'
import { refuseMultipart, takeUpload } from './upload'

/** Puts every route on the app behind its gate, in this order: who may, which record, which file, which form. */
export function mount(app: Express, routes: Route[]): void {
  for (const route of routes) {
    const upload = route.upload ? [takeUpload, refuseNul] : [refuseMultipart]
    const checks = route.method === 'get' ? [] : [...upload, checkCsrf]
    app[route.method](route.path, gate(route.roles), checkIds, ...checks, route.handle)
  }
}
