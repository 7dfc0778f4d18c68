import type { CriteriaSet } from '../criteria/criteria'
import type { Translate } from '../locales/translate'
import type { Standing } from '../standings/standing'
import type { Typed } from '../web/form'
import type { Deliberation } from './deliberation'
import { groundChoices, needsDay, offers } from './outcome'
import { deliberationLabel } from './outcomes.view'

/** The form with which the office proposes: only what the standing allows, only what that needs (rules §5). */
export function proposalForm(
  standing: Standing,
  criteria: CriteriaSet,
  deliberations: Deliberation[],
  typed: Typed,
  t: Translate,
  lang: string,
) {
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
    asksDeliberation: offer.deliberation,
    deliberations: deliberations.map((one) => ({ value: one.id, label: deliberationLabel(one) })),
    deliberationId: typed['deliberationId'] ?? '',
  }
}

function groundBoxes(standing: Standing, criteria: CriteriaSet, chosen: string[], lang: string) {
  return groundChoices(standing).map((code) => {
    const item = criteria.items.find((one) => one.code === code)
    return { code, label: `${code} ${lang === 'en' ? item?.text_en : item?.text}`, checked: chosen.includes(code) }
  })
}
