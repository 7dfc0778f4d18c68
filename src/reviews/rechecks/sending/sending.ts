import { digestOf } from '../../../lib/canonical'
import { countedAnswer } from '../../../standings/finding'
import type { Reason } from '../../../standings/standing'

/** What goes back of a disputed candidate: these items, to the departments that differ on them. */
export type Dispute = { items: string[]; departmentKeys: string[] }

/** The disputed items, the lead of each, and those assisting that found something in force. */
export function disputeOf(reasons: readonly Reason[]): Dispute {
  const disputed = reasons.filter(({ finding }) => finding === 'disputed')
  const differing = disputed.flatMap(({ answers }) => {
    return answers.filter((answer) => answer.lead || countedAnswer(answer) === 'found')
  })
  return {
    items: disputed.map(({ code }) => code),
    departmentKeys: [...new Set(differing.map(({ department }) => department))],
  }
}

/** An item that every owner called another's, with its owners, lead first: the office assigns it to one of them. */
export type Unanswered = { code: string; owners: { departmentKey: string; lead: boolean }[] }

export function unansweredOf(reasons: readonly Reason[]): Unanswered[] {
  return reasons
    .filter(({ finding }) => finding === 'unanswered')
    .map(({ code, answers }) => ({
      code,
      owners: answers.map(({ department, lead }) => ({ departmentKey: department, lead })),
    }))
}

/** Names what a preview showed, so that what is sent back is what was seen. */
export function sendingDigest(people: readonly { candidateId: string; reasons: readonly Reason[] }[]): string {
  return digestOf(people.map(({ candidateId, reasons }) => ({ candidateId, ...disputeOf(reasons) })).sort(byCandidate))
}

/** Who of a department is left for a recheck: `enough` when two of them can share drafting and signing. */
export type HandsLeft = { drafters: number; signers: number; people: number }

export function isEnough({ drafters, signers, people }: HandsLeft): boolean {
  return drafters > 0 && signers > 0 && people > 1
}

function byCandidate(a: { candidateId: string }, b: { candidateId: string }): number {
  return a.candidateId < b.candidateId ? -1 : 1
}
