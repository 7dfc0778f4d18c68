import type { Request } from 'express'
import { languages } from '../../locales/translate'
import { caseRoles } from '../../accounts/role'
import { assetUrl } from './assets'
import { csrfToken } from '../safety/csrf'
import { takeNotices } from './flash'
import { filterWords } from './filter-words'
import { navigationOf } from './navigation'

/** What stands around every page: who, where, what else, and the two small tools that views need. */
export function shellOf(req: Request) {
  const actor = req.actor
  return {
    place: [req.place?.county, req.place?.cycle].filter(Boolean),
    user: actor && { unit: req.place?.unit ?? '', role: req.t(`roles:${actor.role}`), name: actor.name },
    navigation: actor ? navigationOf(actor.role, req.path, req.t) : { places: [], section: [] },
    jobs: jobsLink(req),
    mayFind: actor ? caseRoles.includes(actor.role) : false,
    languages: languages.filter((lang) => lang !== req.lang).map((lang) => languageLink(req, lang)),
    printed: printedBy(req),
    notices: takeNotices(req),
    csrf: () => csrfToken(req),
    asset: assetUrl,
    filterWords: (fields: Parameters<typeof filterWords>[0]) => filterWords(fields, req.t('shell:colon')),
  }
}

/** One's own jobs, where one runs or has ended unseen; their own pages say it better. */
function jobsLink({ waitingJobs, path, t }: Request) {
  if (!waitingJobs || path.startsWith('/jobs')) return undefined
  const { running, id } = waitingJobs
  return { href: id ? `/jobs/${id}` : '/jobs', label: t(`jobs:header.${running ? 'running' : 'ended'}`) }
}

/** A refused form has no page of its own to come back to, so the link leads home. */
function languageLink(req: Request, lang: string) {
  const back = req.method === 'GET' ? req.originalUrl : '/'
  return { lang, label: req.t(`shell:languages.${lang}`), href: `/language/${lang}?back=${encodeURIComponent(back)}` }
}

/** Who holds the sheet and as of when: at the foot of every printed sheet. */
function printedBy({ actor, place, t }: Request): string {
  if (!actor || !place?.at) return ''
  return t('shell:printed', { who: [place.county, place.unit, actor.name].filter(Boolean).join(' '), at: place.at })
}
