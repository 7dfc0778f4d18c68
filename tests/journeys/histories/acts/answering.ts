import { signingDigest } from '../../../../src/reviews/signing/signing'
import type { Act } from '../act'
import { current, isEarlierHand, isOpen, open } from '../looks'
import {
  type Department,
  departments,
  type Hand,
  items,
  type Life,
  lastRound,
  of,
  openRechecks,
  standingOf,
  type Word,
} from '../model'

/** Found on paper, in force. */
const fact = {
  effect: '2025-03-01',
  evidenceType: '裁判文书',
  documentNumber: '示〔2025〕1号',
  issuingBody: '示例机关',
}

export function draft(department: Department, hand: Hand, word: Word): Act {
  return {
    name: 'draft',
    by: { department, hand },
    may(life) {
      const review = current(life, department)
      if (!isOpen(life, review) || review.state !== 'unsigned' || review.recused.includes(hand)) return false
      // An item that nobody answered for was assigned: it is theirs now.
      if (word === 'not_ours' && review.recheck?.kind === 'gap') return false
      return !isEarlierHand(life, review, hand, false)
    },
    ask(played, life) {
      const { id, version } = played.review(current(life, department))
      const code = items[department]
      const facts = Object.entries(fact).map(([field, value]) => [`${code}.0.${field}`, value])
      const more = word === 'found' ? Object.fromEntries(facts) : {}
      return { path: `/reviews/${id}/draft`, fields: { version: String(version), [`${code}.answer`]: word, ...more } }
    },
    leaves(life) {
      const review = current(life, department)
      const takesOver = hand !== 'signatory' && review.drafter !== hand
      const outdated = review.draftedAt < life.identifiedAt
      if (review.answer === word && !takesOver && review.drafter !== null && !outdated) return
      Object.assign(review, { drafter: hand, draftedAt: life.now, answer: word, returnedAt: null })
    },
  }
}

export function sign(department: Department): Act {
  return {
    name: 'sign',
    by: { department, hand: 'signatory' },
    repeats: true,
    may(life) {
      const review = current(life, department)
      if (!isOpen(life, review) || review.state !== 'unsigned' || review.recused.includes('signatory')) return false
      if (review.answer === null || review.drafter === 'signatory' || review.draftedAt < life.identifiedAt) return false
      return !isEarlierHand(life, review, 'signatory', true)
    },
    ask(played, life) {
      const { id, version } = played.review(current(life, department))
      return { path: '/reviews/signing', fields: { review: id, shown: signingDigest([{ id, version }]) } }
    },
    leaves(life) {
      const review = current(life, department)
      const since = review.recheck ? Math.min(life.week, sinceOf(life, department)) : life.week
      Object.assign(review, { state: 'signed', signer: 'signatory', signedAt: life.now, since })
      const asked = life.reviews.filter(({ recheck }) => recheck !== null && recheck === review.recheck)
      if (review.recheck && asked.every(({ state }) => state === 'signed')) review.recheck.state = 'answered'
    },
  }
}

/** What a recheck takes along is as old as what it was taken from. */
function sinceOf(life: Life, department: Department): number {
  const signed = of(life, department).filter(({ state }) => state === 'signed')
  return signed.toSorted((a, b) => b.round - a.round || b.pass - a.pass)[0]?.since ?? life.week
}

export function sendBack(department: Department, hand: Hand): Act {
  return {
    name: 'return',
    by: { department, hand },
    may(life) {
      const review = current(life, department)
      if (!isOpen(life, review) || review.state !== 'unsigned' || review.recused.includes(hand)) return false
      return !isEarlierHand(life, review, hand, false)
    },
    ask(played, life) {
      const { id } = played.review(current(life, department))
      return { path: `/reviews/${id}/return`, fields: { reason: 'identity', words: '姓名与身份证不符' } }
    },
    leaves(life) {
      Object.assign(current(life, department), { state: 'returned', returnedAt: life.now })
    },
  }
}

export function recuse(department: Department, hand: Hand): Act {
  return {
    name: 'recuse',
    by: { department, hand },
    may(life) {
      const review = current(life, department)
      const unsigned = review.state === 'unsigned' || review.state === 'returned'
      return isOpen(life, review) && unsigned && !review.recused.includes(hand)
    },
    ask(played, life) {
      const { id } = played.review(current(life, department))
      return { path: `/reviews/${id}/recusal`, fields: { words: '亲属' } }
    },
    leaves(life) {
      const review = current(life, department)
      review.recused.push(hand)
      if (review.drafter === hand) Object.assign(review, { drafter: null, draftedAt: -1, answer: null })
    },
  }
}

/** The township puts a file right that a department sent back: the name, or only a telephone number. */
export function correct(what: 'name' | 'phone'): Act {
  return {
    name: `correct ${what}`,
    by: 'clerk',
    may: (life) => standingOf(life) === 'returned',
    ask({ id, seen, candidate }, { now }) {
      const { teamId } = candidate
      const file = { teamId, idNumber: '', position: 'party_member', politicalStatus: '01', education: '30' }
      const surname = '甲乙丙丁戊己庚辛壬癸'
      const said: Record<string, string> =
        what === 'name'
          ? { name: `云${surname[Math.floor(now / 10) % 10]}${surname[now % 10]}` }
          : { name: seen.name, phone: `138${String(now).padStart(8, '0')}` }
      return { path: `/candidates/${id}/file`, fields: { ...file, ...said, version: String(seen.version) } }
    },
    leaves(life) {
      if (what === 'name') life.renamedAt = life.now
    },
  }
}

/**
 * Handed in again, it is back with whoever sent it back. Under another name everybody who had signed is asked anew, other
 * rechecks end, and what was signed before does not count.
 */
export const resubmit: Act = {
  name: 'resubmit',
  by: 'clerk',
  may: (life) => standingOf(life) === 'returned',
  ask: ({ id }) => ({ path: `/candidates/${id}/resubmission`, fields: { words: '已补' } }),
  leaves(life) {
    const back = life.reviews.filter(({ state, returnedAt }) => state === 'returned' && returnedAt! > life.handedInAt)
    const renamed = back.some(({ returnedAt }) => returnedAt! < life.renamedAt)
    for (const review of life.reviews)
      if (review.state === 'returned' && isOpen(life, review)) review.state = 'unsigned'
    life.handedInAt = life.now
    if (!renamed) return
    life.identifiedAt = life.now
    for (const recheck of openRechecks(life)) recheck.state = 'cancelled'
    const isAsked = (department: Department) =>
      life.rounds.at(-1)!.open &&
      of(life, department).some((one) => one.round === lastRound(life) && one.pass === 0 && one.state === 'unsigned')
    const signed = (department: Department) => of(life, department).some(({ state }) => state === 'signed')
    const anew = departments.filter((one) => signed(one) && !isAsked(one))
    if (anew.length) open(life, 'identity', anew, [])
  },
}

export const withdraw: Act = {
  name: 'withdraw',
  by: 'clerk',
  may: (life) => !life.withdrawn,
  ask: ({ id }) => ({ path: `/candidates/${id}/withdrawal`, fields: { words: '本人申请' } }),
  leaves(life) {
    life.withdrawn = true
  },
}
