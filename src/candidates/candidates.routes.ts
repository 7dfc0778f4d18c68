import type { Deps } from '../deps'
import type { Route } from '../web/route'
import { candidateRoutes } from './candidate.routes'
import { exportRoutes } from './export/export.routes'
import { fileRoutes } from './files/files.routes'
import { findingRoutes } from './finding/finding.routes'
import { historyRoutes } from './history/history.routes'
import { importRoutes } from './imports/imports.routes'
import { listRoutes } from './list/list.routes'
import { stepRoutes } from './steps/steps.routes'

/** 候选人: the list, each file, its steps, and rosters. Fixed paths stand before `/candidates/:id`. */
export function candidatesRoutes(deps: Deps): Route[] {
  return [
    ...findingRoutes(deps),
    ...listRoutes(deps),
    ...importRoutes(deps),
    ...exportRoutes(deps),
    ...fileRoutes(deps),
    ...stepRoutes(deps),
    ...historyRoutes(deps),
    ...candidateRoutes(deps),
  ]
}
