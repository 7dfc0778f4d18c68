import type { Request, Response } from 'express'
import type { Deps } from '../../deps'
import { canonicalJson } from '../../lib/canonical'
import { NotFound } from '../../lib/errors'
import { standingStatus } from '../../standings/status'
import type { StandingWord } from '../../standings/standing'
import { isId } from '../../web/ids'
import { sendPage } from '../../web/pages/page'
import type { Route } from '../../web/route'
import { outcomeStatus } from '../outcomes.view'
import { certificateText } from './words/certificate.view'
import { exportedCertificate, findCertificate } from './certificates.actions'
import type { CertifiedOutcome } from './certificates.store'

const readers = ['office', 'leading_group'] as const

/** 结论说明书: why an outcome is what it is, in plain words on one page, and as a file that anyone can replay. */
export function certificatesRoutes(deps: Deps): Route[] {
  const asked = async (req: Request) => {
    const id = req.params['id']
    const found = isId(id) ? await findCertificate(deps.db, deps.keys, id) : null
    if (!found) throw new NotFound()
    return found
  }

  const show = async (req: Request, res: Response) => {
    const { certificate, outcome } = await asked(req)
    const name = certificate.candidate.name
    const unit = [req.place?.county, req.place?.unit].filter(Boolean).join(' ')
    sendPage(res, 'outcomes/certificate', {
      title: req.t('certificates:title'),
      status: outcomeStatus(certificate.outcome, req.t),
      breadcrumbs: [
        { label: req.t('outcomes:title'), href: '/outcomes' },
        { label: name, href: `/outcomes/${outcome.id}` },
      ],
      actions: [{ label: req.t('certificates:download'), href: `/outcomes/${outcome.id}/certificate.json` }],
      text: certificateText(certificate, req.t, req.lang),
      since: sinceThen(outcome, req),
      command: `npm run cli -- outcome verify ${fileName(outcome.id)}`,
      mark: req.t('certificates:mark', { unit, name: req.actor.name, day: deps.clock.today() }),
    })
  }

  const download = async (req: Request, res: Response) => {
    const { certificate, outcome } = await asked(req)
    await exportedCertificate(deps, req.actor, certificate)
    res.attachment(fileName(outcome.id)).type('json').send(canonicalJson(certificate))
  }

  return [
    { method: 'get', path: '/outcomes/:id/certificate', roles: readers, handle: show },
    { method: 'get', path: '/outcomes/:id/certificate.json', roles: readers, handle: download },
  ]
}

/** What a reader of an old certificate has to know of today. */
function sinceThen({ state, staleStanding }: CertifiedOutcome, { t }: Request): string {
  if (state === 'superseded') return t('certificates:superseded')
  if (!staleStanding) return ''
  return t('certificates:overtaken', { standing: t(standingStatus[staleStanding as StandingWord].wording) })
}

/** Without the name: a file lies about. */
function fileName(id: string): string {
  return `certificate-${id}.json`
}
