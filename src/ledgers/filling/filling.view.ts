import type { Actor } from '../../accounts/actor'
import { kindInWords } from '../../criteria/sanction.view'
import { minuteInChina } from '../../lib/clock'
import { say, type Translate } from '../../locales/translate'
import type { DeskReview } from '../../reviews/reviews.store'
import { type Fact, type Answer } from '../../standings/standing'
import { factProblems } from '../../standings/fact'
import type { Hit } from '../hits/hit'
import { filledFact } from './filled-fact'
import { type Filled, filledState, isThere } from './filling'
import { fillMessage, mayFill } from './filling.policy'

export type Offering = { actor: Actor; hit: Hit; review: DeskReview; fillings: readonly Filled[] }

/** What "the same person" would fill in and where, or why it fills in nothing: `tick` is then missing. */
export function offerView(t: Translate, { actor, hit, review, fillings }: Offering, ticked: boolean | null) {
  const place = mayFill(actor, hit.kind, review)
  if (place.reason !== null) return { text: say(t, fillMessage(place.reason)), facts: [], gaps: [], tick: null }
  const { item } = place
  const [fact, answer] = [filledFact(hit.kind, hit.row.values, review.criteria.sanctions), review.answers[item.code]]
  const filled = fillings.find(({ rowId }) => rowId === hit.rowId)
  const there = (filled && filledState(filled, review.answers) !== 'gone') || isThere(fact, answer)
  if (there) return { text: t('ledgers:fill.there', { code: item.code }), facts: [], gaps: [], tick: null }
  return {
    text: t('ledgers:fill.offer', { code: item.code, now: nowSaid(t, answer) }),
    facts: factLines(t, fact, review),
    gaps: factProblems(item, fact, review.criteria, review.referenceDate).map((problem) => say(t, problem)),
    tick: { name: 'fill', label: t('ledgers:fill.tick', { code: item.code }), checked: ticked ?? true },
  }
}

/** A filled fact's mark on the desk; what is gone is told no more. */
export function filledMarks(t: Translate, fillings: readonly Filled[], { answers }: DeskReview) {
  return fillings.flatMap((filled) => {
    const state = filledState(filled, answers)
    if (state === 'gone') return []
    const from = { kind: t(`ledgers:kind.${filled.kind}`), version: filled.version, row: filled.row }
    const by = { person: filled.by, at: minuteInChina(new Date(filled.at)) }
    return [
      {
        code: filled.code,
        rowId: filled.rowId,
        text: t(`ledgers:fill.mark.${state}`, { ...from, ...by }),
        href: `/ledgers/hits/${filled.rowId}/${filled.candidateId}`,
        warning: filled.same ? '' : t('ledgers:fill.mark.notSame'),
      },
    ]
  })
}

function nowSaid(t: Translate, answer: Answer | undefined): string {
  return answer ? t(`reviews:answer.${answer.answer}`) : t('ledgers:fill.unanswered')
}

function factLines(t: Translate, fact: Fact, { criteria }: DeskReview) {
  const texts = { ...fact, kind: kindInWords(fact.kind, t, criteria.sanctions), statedEnd: fact.statedEnd ?? '' }
  const fields = ['kind', 'effect', 'statedEnd', 'evidenceType', 'documentNumber', 'issuingBody', 'words'] as const
  return fields.map((field) => ({ label: t(`reviews:fact.${field}`), text: texts[field] || '—' }))
}
