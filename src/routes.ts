import { accountsRoutes } from './accounts/accounts.routes'
import { ownAccountRoutes } from './accounts/own-account.routes'
import { passwordRoutes } from './accounts/passwords.routes'
import { signInRoutes } from './accounts/sign-in.routes'
import type { Deps } from './deps'
import { deliberationsRoutes } from './outcomes/deliberations.routes'
import { outcomesRoutes } from './outcomes/outcomes.routes'
import { proposalsRoutes } from './outcomes/proposals.routes'
import { papersRoutes } from './papers/papers.routes'
import { progressRoutes } from './progress/progress.routes'
import { homeRoutes } from './web/home.routes'
import { languageRoutes } from './web/language'
import type { Route } from './web/route'

/** The table of contents: one line per feature. Each route names its own gate. */
export function allRoutes(deps: Deps): Route[] {
  return [
    ...homeRoutes,
    ...languageRoutes,
    ...signInRoutes(deps),
    ...passwordRoutes(deps),
    ...ownAccountRoutes(deps),
    ...accountsRoutes(deps),
    ...proposalsRoutes(deps),
    ...outcomesRoutes(deps),
    ...deliberationsRoutes(deps),
    ...papersRoutes(deps),
    ...progressRoutes(deps),
  ]
}
