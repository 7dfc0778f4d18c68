import { addDays } from '../../../../src/lib/day'
import { usualReasons } from '../../../../src/rounds/reason'
import type { Act } from '../act'
import { current, isAskedAnew, isKeptOut, isOpen, reasons } from '../looks'
import { type Department, departments, emptyReview, lastRound, type Life, of, openTrigger } from '../model'

/** A round of this person's township: for a reason of their own, or of everybody. */
export function issue(which: 'usual' | 'everyone'): Act {
  return {
    name: `issue round for ${which}`,
    by: 'office',
    may: (life) => !isKeptOut(life) && (which === 'everyone' || Object.values(reasons(life)).includes(true)),
    async ask(played) {
      const days = { referenceDate: played.stage.today(), dueOn: addDays(played.stage.today(), 3) }
      const { plan, people } = await played.planned(which === 'usual' ? usualReasons : ['everyone'], days)
      const { departmentIds: department, number, townshipId, ...rest } = plan
      const fields = { ...rest, townshipId: townshipId!, department, number: String(number), people }
      return { path: '/rounds', fields }
    },
    leaves(life) {
      const anew = departments.filter((one) => isAskedAnew(life, one))
      const round = life.rounds.length
      life.rounds.push({ week: life.week, issuedAt: life.now, open: true })
      for (const department of departments) {
        const state = anew.includes(department) ? 'unsigned' : 'carried'
        life.reviews.push({ ...emptyReview(department, round, 0), state })
      }
      for (const trigger of life.triggers) if (trigger.state === 'open') trigger.state = 'taken_up'
    },
  }
}

/** The first round is everybody's and stays out. */
export const close: Act = {
  name: 'close round',
  by: 'office',
  may: (life) => life.rounds.length > 1 && life.rounds.at(-1)!.open,
  ask: ({ seen }, life) => (life.rounds.length > 1 ? { path: `/rounds/${seen.roundId}/closing`, fields: {} } : null),
  leaves(life) {
    life.rounds.at(-1)!.open = false
  },
}

/** The office records what became known; the same again is known already. */
export function trigger(department: Department | null): Act {
  return {
    name: 'trigger',
    by: 'office',
    may: (life) => !life.withdrawn,
    ask({ id, stage }) {
      const departmentId = department ? stage.county.departments[department]! : ''
      const known = { kind: 'sanction', departmentId, words: '有新处分', source: '示通〔2026〕1号' }
      return { path: `/candidates/${id}/triggers`, fields: { ...known, reportedOn: stage.today() } }
    },
    leaves: (life) => raise(life, department, 'sanction'),
  }
}

function raise(life: Life, department: Department | null, kind: 'sanction' | 'request', at = life.now): void {
  const known = life.triggers.some((one) => one.state === 'open' && one.department === department && one.kind === kind)
  if (!known) life.triggers.push({ department, kind, state: 'open', at })
}

/** A department asks to look again at somebody about whom it has signed, unless it is asked at this moment anyway. */
export function request(department: Department): Act {
  return {
    name: 'request review',
    by: { department, hand: 'one' },
    may(life) {
      const { state } = current(life, department)
      const asked = of(life, department).some((one) => one.state === 'unsigned' && isOpen(life, one))
      return !life.withdrawn && !asked && (state === 'signed' || state === 'carried')
    },
    ask(played, life) {
      const { id } = played.review(current(life, department))
      return { path: `/reviews/${id}/trigger`, fields: { words: '有新情况' } }
    },
    leaves: (life) => raise(life, department, 'request'),
  }
}

export const setAside: Act = {
  name: 'set trigger aside',
  by: 'office',
  may: (life) => openTrigger(life) !== undefined,
  ask: ({ seen }) =>
    seen.trigger === null ? null : { path: `/triggers/${seen.trigger}/setting-aside`, fields: { words: '查无此事' } },
  leaves(life) {
    openTrigger(life)!.state = 'set_aside'
  },
}

/** While a round is out, what was used again in it is asked anew; who had signed in it before is left for the next. */
export const takeUp: Act = {
  name: 'take trigger up',
  by: 'office',
  may: (life) => !life.withdrawn && openTrigger(life) !== undefined && carried(life).length > 0,
  ask: ({ seen }) => (seen.trigger === null ? null : { path: `/triggers/${seen.trigger}/asking`, fields: {} }),
  leaves(life) {
    const taken = openTrigger(life)!
    for (const review of carried(life)) review.state = 'unsigned'
    taken.state = 'taken_up'
    const signed = inRound(life, taken.department).filter(
      ({ state, signedAt }) => state === 'signed' && signedAt < taken.at,
    )
    for (const { department } of signed) raise(life, department, taken.kind, taken.at)
  },
}

const inRound = (life: Life, department: Department | null) =>
  life.reviews.filter(
    (one) => one.round === lastRound(life) && one.pass === 0 && (!department || one.department === department),
  )
const carried = (life: Life) =>
  life.rounds.at(-1)!.open
    ? inRound(life, openTrigger(life)!.department).filter(({ state }) => state === 'carried')
    : []
