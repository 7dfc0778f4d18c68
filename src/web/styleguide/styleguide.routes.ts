import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Request, Response } from 'express'
import type { Config } from '../../config'
import { NotFound } from '../../lib/errors'
import { projectRoot } from '../../lib/root'
import { sendPage } from '../pages/page'
import type { Route } from '../route'
import { samplesOf } from './samples.view'

/** Every component of views/components with its states, for who builds a page; not in production. */
export function styleguideRoutes({ config }: { config: Config }): Route[] {
  return [{ method: 'get', path: '/styleguide', roles: 'anyone', handle: (req, res) => show(config, req, res) }]
}

function show({ environment, demo }: Config, req: Request, res: Response): void {
  if (environment === 'production' && !demo) throw new NotFound()
  sendPage(res, 'styleguide/page', {
    title: req.t('styleguide:title'),
    lead: req.t('styleguide:lead'),
    components: components.map((name) => ({
      name,
      about: firstLineOf(name),
      samples: samplesOf(req.t).filter(({ component }) => component === name),
    })),
  })
}

const folder = join(projectRoot, 'views/components')
const components = readdirSync(folder)
  .map((file) => file.replace(/\.ejs$/, ''))
  .sort()

/** What a component says of itself, for who includes it; English as all code is. */
function firstLineOf(name: string): string {
  const text = readFileSync(join(folder, `${name}.ejs`), 'utf8')
  return /^<%# (.+?) -?%>/.exec(text)?.[1] ?? ''
}
