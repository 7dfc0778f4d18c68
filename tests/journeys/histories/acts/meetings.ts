import { addDays } from '../../../../src/lib/day'
import { newId } from '../../../../src/lib/ids'
import type { Act } from '../act'
import { mayPropose, propose, term } from './deciding'
import { type Decision, groundsOf, isSettled, type Life, type Meeting, openRechecks, standingOf } from '../model'

const quorum = 3
const deliberated = ['refer', 'hold', 'disputed']
const reasoned: Decision[] = ['eligible_with_reasons', 'ineligible', 'rectify']
const decidable: Record<string, Decision[]> = {
  refer: [...reasoned, 'postponed'],
  hold: [...reasoned, 'held', 'postponed'],
  disputed: ['recheck', 'postponed'],
}

const last = (life: Life) => life.meetings.at(-1)
const called = (life: Life) => (last(life)?.state === 'called' ? last(life) : undefined)

/** Referred, held or disputed; nothing under way; on no other open agenda. */
const isToBePlaced = (life: Life) =>
  deliberated.includes(standingOf(life)) &&
  !isSettled(life) &&
  !openRechecks(life).length &&
  !life.meetings.some(({ state }) => state === 'called')

const itemOf = (life: Life) => ({
  standing: standingOf(life),
  ground: groundsOf(life),
  decision: null,
  decidedWeek: -1,
})

export const call: Act = {
  name: 'call meeting',
  by: 'office',
  repeats: true,
  may: () => true,
  ask: ({ stage }) => ({ path: '/meetings', fields: { metOn: stage.today(), place: '会议室', documentNumber: '' } }),
  leaves(life) {
    if (isToBePlaced(life)) life.meetings.push({ state: 'called', voting: 0, item: itemOf(life) })
  },
}

/** Brings the agenda up to date. */
export const refill: Act = {
  name: 'fill agenda',
  by: 'office',
  may: (life) => called(life) !== undefined,
  ask: ({ seen }) => onMeeting(seen.meeting?.id, '/agenda', {}),
  leaves(life) {
    const meeting = called(life)!
    const over = meeting.item!.decision === null && meeting.item!.standing !== standingOf(life)
    if (!over) return
    life.meetings.pop()
    if (isToBePlaced(life)) life.meetings.push({ ...meeting, item: itemOf(life) })
  },
}

export function attend(voting: 2 | 3): Act {
  return {
    name: 'attend',
    by: 'office',
    may: (life) => called(life) !== undefined,
    ask: ({ seen }) =>
      onMeeting(seen.meeting?.id, '/attendance', { others: ['甲一', '乙二', '丙三'].slice(0, voting).join('、') }),
    leaves: (life) => void (called(life)!.voting = voting),
  }
}

export function decideOn(decision: Decision): Act {
  return {
    name: `decide ${decision}`,
    by: 'office',
    may(life) {
      const meeting = called(life)
      const item = meeting?.item
      if (!item || item.standing !== standingOf(life) || !decidable[item.standing]!.includes(decision)) return false
      return decision === 'postponed' || meeting.voting >= quorum
    },
    ask({ seen, stage }, life) {
      const item = seen.meeting?.items[0]
      if (!item) return null
      const ends = decision === 'held' || decision === 'rectify'
      const votes = { votesFor: '3', votesAgainst: '0', votesAbstained: '0' }
      return onMeeting(seen.meeting!.id, `/items/${item.id}`, {
        ...votes,
        version: String(item.version),
        decision,
        words: '逐人会商，意见一致',
        until: ends ? addDays(stage.today(), 7 * term) : '',
        groundItems: last(life)?.item?.ground ?? [],
      })
    },
    leaves: (life) => void Object.assign(called(life)!.item!, { decision, decidedWeek: life.week }),
  }
}

export const closeMinutes: Act = {
  name: 'close minutes',
  by: 'office',
  may: (life) => (called(life)?.voting ?? 0) >= quorum && called(life)!.item!.decision !== null,
  ask: ({ seen, stage }) =>
    onMeeting(seen.meeting?.id, '/closing', {
      documentNumber: '示纪〔2026〕1号',
      metOn: stage.today(),
      reasons: '',
      sure: 'on',
    }),
  leaves: (life) => void (called(life)!.state = 'closed'),
}

/** The last closed minutes that say an outcome, on the standing that still is. */
export const proposeDecided: Act = {
  name: 'propose as decided',
  by: 'office',
  may(life) {
    const [meeting, item] = [last(life), last(life)?.item]
    if (!item || meeting !== life.meetings.findLast(saysOutcome) || item.standing !== standingOf(life)) return false
    const ends = item.decision === 'held' || item.decision === 'rectify'
    const stands = item.decision !== 'ineligible' || item.ground.every((code) => groundsOf(life).includes(code))
    return mayPropose(life) && stands && !(ends && item.decidedWeek + term <= life.week)
  },
  ask: ({ seen, id }) => onMeeting(seen.meeting?.id, '/proposals', { candidateIds: id, batchId: newId() }),
  leaves(life) {
    const { decision, ground, decidedWeek } = last(life)!.item!
    if (decision === null || decision === 'recheck' || decision === 'postponed') throw new Error(`${decision} proposed`)
    propose(life, decision, decision === 'ineligible' ? ground : [], decidedWeek + term)
  },
}

const saysOutcome = ({ state, item }: Meeting) =>
  state === 'closed' && !!item?.decision && item.decision !== 'recheck' && item.decision !== 'postponed'

function onMeeting(id: string | undefined, noun: string, fields: Record<string, string | string[]>) {
  return id ? { path: `/meetings/${id}${noun}`, fields } : null
}
