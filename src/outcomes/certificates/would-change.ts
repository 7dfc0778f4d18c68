import type { ItemClass } from '../../criteria/criteria'
import type { Day } from '../../lib/day'
import { standingOf } from '../../standings/standing'
import type { AnswerWord, Standing, StandingInput, StandingWord } from '../../standings/standing'
import { itemsAlone, rankOf, type ItemAlone } from './alone'
import { alterations, singleAlterations, withAnswers, type Alteration, type AnswerChange } from './answer-change'

/** What would make another standing of a case, all else being equal. */
export type WouldChange = {
  /** The fewest other answers that alter the standing at all; null where no answer can (withdrawn, returned). */
  smallest: Alteration | null
  /** The fewest other answers that make it a better one; null where there is none. */
  better: Alteration | null
  /** The first day after the reference date on which a period ends and the standing is another by that alone. */
  periodEnd: { day: Day; ended: { department: string; item: string }[]; standing: StandingWord } | null
  /** For `clear` only: the kinds of single answers that would change it, worst first. */
  kinds: ChangeKind[]
}

/** `to` said by the lead (or by an assisting owner) of an item of these classes would give this standing. */
export type ChangeKind = { to: AnswerWord; lead: boolean; classes: ItemClass[]; standing: StandingWord }

/** Total, pure and exact: `smallest` and `better` are of the least size there is. A few milliseconds for a whole list. */
export function whatWouldChange(input: StandingInput): WouldChange {
  const now = standingOf(input)
  const items = itemsAlone(input).map((alone) => ({ ...alone, ways: alterations(alone) }))
  const better = verified(input, now, betterBy(now.standing, items))
  const worse = verified(input, now, worseBy(now.standing, items))
  return {
    smallest: fewer(better, worse),
    better,
    periodEnd: firstPeriodEnd(input, now),
    kinds: now.standing === 'clear' ? kindsOf(items) : [],
  }
}

type Alterable = ItemAlone & { ways: Alteration[] }

/** Every item that alone gives the standing has to give a better one, each by its own fewest changes. */
function betterBy(standing: StandingWord, items: Alterable[]): AnswerChange[] | null {
  const holding = items.filter((alone) => alone.standing === standing)
  const found = holding.map(({ ways }) => ways.find((way) => rankOf(way.standing) > rankOf(standing)))
  return found.every((way) => way !== undefined) ? found.flatMap((way) => way.changes) : null
}

/** One item that gives a worse one is enough. */
function worseBy(standing: StandingWord, items: Alterable[]): AnswerChange[] | null {
  const found = items.flatMap(({ ways }) => ways.find((way) => rankOf(way.standing) < rankOf(standing)) ?? [])
  return found.sort((a, b) => a.changes.length - b.changes.length)[0]?.changes ?? null
}

/** The rule itself has the last word: what leaves the whole case as it is changes nothing (somebody is still out). */
function verified(input: StandingInput, now: Standing, changes: AnswerChange[] | null): Alteration | null {
  if (!changes?.length) return null
  const { standing } = standingOf(withAnswers(input, changes))
  return standing === now.standing ? null : { changes, standing }
}

/** Of two equally small, the first: what a person asks is what would make it better. */
function fewer(one: Alteration | null, other: Alteration | null): Alteration | null {
  if (!one || !other) return one ?? other
  return other.changes.length < one.changes.length ? other : one
}

function firstPeriodEnd(input: StandingInput, now: Standing): WouldChange['periodEnd'] {
  const answers = now.reasons.flatMap(({ code, answers: own }) => own.map((answer) => ({ ...answer, item: code })))
  const ends = [
    ...new Set(answers.flatMap(({ end }) => (end !== null && end > input.referenceDate ? [end] : []))),
  ].sort()
  for (const day of ends) {
    const { standing } = standingOf({ ...input, referenceDate: day })
    const ended = answers.filter(({ end }) => end === day).map(({ department, item }) => ({ department, item }))
    if (standing !== now.standing) return { day, ended, standing }
  }
  return null
}

function kindsOf(items: ItemAlone[]): ChangeKind[] {
  const kinds = new Map<string, ChangeKind>()
  for (const alone of items)
    for (const { changes, lead, standing } of singleAlterations(alone)) {
      if (standing === 'clear') continue
      const { to } = changes[0]!
      const key = [to, lead, standing].join()
      const classes = kinds.get(key)?.classes ?? []
      kinds.set(key, { to, lead, standing, classes: [...new Set([...classes, alone.item.class])] })
    }
  return [...kinds.values()].sort((a, b) => rankOf(a.standing) - rankOf(b.standing))
}
