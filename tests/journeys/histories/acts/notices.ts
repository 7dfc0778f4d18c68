import { addDays } from '../../../../src/lib/day'
import { newId } from '../../../../src/lib/ids'
import type { Act } from '../act'
import { mayOpen, open, raisedBy } from '../looks'
import { findingOf, inForce, type Life, noticeOf, type Outcome } from '../model'
import type { Played } from '../played'
import type { Who } from '../stage'

export const tell: Act = {
  name: 'notice',
  by: 'office',
  may(life) {
    const outcome = inForce(life)
    return outcome?.outcome === 'ineligible' && !outcome.stale && !outcome.notice && !life.withdrawn
  },
  ask({ seen, stage }) {
    const outcome = seen.outcomes.find(({ state }) => state === 'approved')
    if (!outcome) return null
    const number = `示告〔2026〕${newId()}`
    const text = { documentNumber: number, gist: '有关情形', basis: '本届清单', wayToReply: '书面提出' }
    return {
      path: '/notices',
      fields: { outcomeId: outcome.id, ...text, servedOn: stage.today(), servedHow: 'direct' },
    }
  },
  leaves(life) {
    inForce(life)!.notice = { state: 'served', servedWeek: life.week, recheck: null }
  },
}

type Told = Outcome & { notice: NonNullable<Outcome['notice']> }
type Step = {
  by: Who
  may: (outcome: Told, life: Life) => boolean
  fields: (played: Played) => Record<string, string>
  leaves: (outcome: Told, life: Life) => void
  repeats?: boolean
}

function step(noun: string, { by, may, fields, leaves, repeats = false }: Step): Act {
  const told = (life: Life) => noticeOf(life) as Told | undefined
  return {
    name: `notice ${noun}`,
    by,
    repeats,
    may: (life) => told(life) !== undefined && !life.withdrawn && may(told(life)!, life),
    ask(played) {
      const { notice } = played.seen
      const version = String(notice?.version)
      return notice ? { path: `/notices/${notice.id}/${noun}`, fields: { version, ...fields(played) } } : null
    },
    leaves: (life) => leaves(told(life)!, life),
  }
}

/** Three working days are over a week later, and not before. */
const isOver = ({ notice }: Told, life: Life) => life.week > notice.servedWeek
const happened = (played: Played) => ({ day: played.stage.today(), words: '申辩' })
const answer = () => ({ documentNumber: '示复〔2026〕1号', words: '经复核' })
const ends = (state: 'waived' | 'lapsed' | 'upheld') => (outcome: Told) => {
  outcome.notice.state = state
  outcome.final = true
}

/** What comes after the last day is put on record, and is no reply. */
export const reply = step('reply', {
  by: 'clerk',
  repeats: true,
  may: (outcome, life) => outcome.notice.state === 'served' && !isOver(outcome, life),
  fields: happened,
  leaves: ({ notice }) => void (notice.state = 'replied'),
})

export const waive = step('waiver', {
  by: 'clerk',
  may: ({ notice, stale }) => notice.state === 'served' && !stale,
  fields: happened,
  leaves: ends('waived'),
})

export const lapse = step('lapse', {
  by: 'office',
  may: (outcome, life) => outcome.notice.state === 'served' && isOver(outcome, life) && !outcome.stale,
  fields: () => ({ words: '' }),
  leaves: ends('lapsed'),
})

export const reReview = step('re-review', {
  by: 'office',
  may({ notice, state, known, ground }, life) {
    if (state === 'superseded' || !mayOpen(life, 'rereview', raisedBy(known, ground, false), ground)) return false
    return notice.state === 'replied' || (notice.state === 'rereview' && notice.recheck!.state === 'cancelled')
  },
  fields: (played) => ({ day: addDays(played.stage.today(), 3), words: '请另派人员复核' }),
  leaves({ notice, known, ground }, life) {
    const recheck = open(life, 'rereview', raisedBy(known, ground, false), ground)
    Object.assign(notice, { state: 'rereview', recheck })
  },
})

export const uphold = step('upholding', {
  by: 'leader',
  may: ({ notice, state, stale, ground }, life) =>
    notice.state === 'rereview' &&
    notice.recheck!.state === 'answered' &&
    state === 'approved' &&
    !stale &&
    ground.every((item) => ['confirmed', 'pending'].includes(findingOf(life, item))),
  fields: answer,
  leaves: ends('upheld'),
})

export const change = step('change', {
  by: 'leader',
  may({ notice, state }) {
    if (state !== 'superseded') return false
    return notice.state === 'replied' || (notice.state === 'rereview' && notice.recheck!.state !== 'open')
  },
  fields: answer,
  leaves: ({ notice }) => void (notice.state = 'changed'),
})
