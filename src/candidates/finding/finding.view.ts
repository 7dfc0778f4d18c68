import type { Request } from 'express'
import { departmentRoles, type Role } from '../../accounts/role'
import { maskIdNumber } from '../../lib/id-number'
import { seesStandings } from '../candidate.policy'
import { type IdKeys, openId } from '../id-seal'
import { stageStatus, standingStatusOf } from '../stage.view'
import { valueInWords } from '../words.view'
import { type Asked, foundAtMost } from './asked'
import type { Found, FoundTeam } from './finding.store'
import { shownStage } from '../transitions'

/** `people` may be one more than are shown: there are more. */
export type Finding = { asked: Asked; people: Found[]; teams: FoundTeam[] }

/** Where this role looks at a person; an observer reads names only. */
export function pageOf({ id, reviewId }: Pick<Found, 'id' | 'reviewId'>, role: Role): string | undefined {
  if (departmentRoles.includes(role)) return `/reviews/${reviewId}?show=all`
  return role === 'observer' ? undefined : `/candidates/${id}`
}

export function findingPage(req: Request, keys: IdKeys, { asked, people, teams }: Finding) {
  const { t } = req
  const words = asked.kind === 'words' ? asked.words : ''
  const more = people.length > foundAtMost
  return {
    title: words ? t('find:titleFor', { words }) : t('find:title'),
    words,
    problems: asked.kind === 'unreadable' ? [{ field: 'find-words', text: t('candidates:search.notANumber') }] : [],
    people: people.slice(0, foundAtMost).map((one) => personRow(req, keys, one)),
    more: more ? t('find:more', { count: foundAtMost }) : '',
    list: more && words ? listOf(req.actor.role, words) : undefined,
    teams: teams.map((team) => ({
      name: team.name,
      township: team.township,
      people: t('find:people', { count: team.people }),
      href: `/candidates?${new URLSearchParams({ team: team.id })}`,
    })),
    empty: asked.kind === 'nothing' ? t('find:how') : t('find:nobody'),
  }
}

function listOf(role: Role, words: string): string {
  return departmentRoles.includes(role)
    ? `/reviews?${new URLSearchParams({ show: 'all', q: words })}`
    : `/candidates?${new URLSearchParams({ q: words })}`
}

function personRow({ actor, t, lang }: Request, keys: IdKeys, one: Found) {
  const standing = seesStandings(actor) && one.standing ? standingStatusOf(one.standing, t) : null
  const isDepartment = departmentRoles.includes(actor.role)
  return {
    name: one.name,
    href: pageOf(one, actor.role),
    number: actor.role === 'observer' ? '' : maskIdNumber(openId(keys, one.idCipher, one.id)),
    place: `${one.township} · ${one.team}`,
    position: valueInWords('position', one.position, t, lang),
    status: standing ?? (isDepartment ? null : stageStatus(shownStage(one), t)),
  }
}
