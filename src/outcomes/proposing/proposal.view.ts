import type { CriteriaSet } from '../../criteria/criteria'
import type { Day } from '../../lib/day'
import type { Translate } from '../../locales/translate'
import type { Standing } from '../../standings/standing'
import type { Typed } from '../../web/pages/form'
import type { AgendaItem } from '../meetings/meeting'
import { groundChoices, needsDay, offers } from '../outcome'

/** What the last closed minutes decided on this person. */
export type DecidedThere = Pick<AgendaItem, 'decision' | 'groundItems' | 'until' | 'words' | 'standing'> & {
  deliberationId: string
  documentNumber: string
  metOn: Day
}

/** The form with which the office proposes: only what the standing allows, only what that needs (rules §5). */
export function proposalForm(standing: Standing, criteria: CriteriaSet, typed: Typed, t: Translate, lang: string) {
  const offer = offers[standing.standing]
  const chosen = typed['groundItems']?.split(',') ?? groundChoices(standing)
  return {
    standing: standing.standing,
    outcomes: offer.outcomes.map((value) => ({
      value,
      label: t(`outcomes:outcome.${value}`),
      help: t(`outcomes:help.${value}`),
    })),
    outcome: typed['outcome'] ?? (offer.outcomes.length === 1 ? offer.outcomes[0] : ''),
    grounds: offer.outcomes.includes('ineligible') ? groundBoxes(standing, criteria, chosen, lang) : [],
    asksDay: offer.outcomes.some((outcome) => needsDay.includes(outcome)),
    until: typed['until'] ?? '',
    words: typed['words'] ?? '',
  }
}

/** What a meeting decided, as it will be proposed; null where it decided on another standing than today's. */
export function decidedPart(standing: Standing, decided: DecidedThere | undefined, t: Translate) {
  if (!decided || decided.standing !== standing.standing) return null
  const { decision, groundItems, until, words, deliberationId, documentNumber, metOn } = decided
  return {
    fields: [
      { name: 'outcome', value: decision ?? '' },
      { name: 'until', value: until ?? '' },
      { name: 'words', value: words },
      { name: 'deliberationId', value: deliberationId },
      ...groundItems.map((value) => ({ name: 'groundItems', value })),
    ],
    facts: [
      { label: t('outcomes:fact.outcome'), text: t(`meetings:decision.${decision}`) },
      { label: t('outcomes:fact.ground'), text: groundItems.join(t('shell:listComma')) },
      { label: t('outcomes:fact.until'), text: until ?? '' },
      { label: t('outcomes:fact.words'), text: words },
      {
        label: t('outcomes:fact.deliberation'),
        text: `${documentNumber} · ${metOn}`,
        href: `/meetings/${deliberationId}`,
      },
    ].filter(({ text }) => text),
  }
}

function groundBoxes(standing: Standing, criteria: CriteriaSet, chosen: string[], lang: string) {
  return groundChoices(standing).map((code) => {
    const item = criteria.items.find((one) => one.code === code)
    return { code, label: `${code} ${lang === 'en' ? item?.text_en : item?.text}`, checked: chosen.includes(code) }
  })
}
