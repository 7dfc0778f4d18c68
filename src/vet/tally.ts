import { itemsOwnedBy } from '../standings/owners'
import { type FindingWord, precedence, type StandingWord } from '../standings/standing'
import type { Vetted } from './vet'

/** How many people stand where, worst first as in the rule; withdrawals cannot be known from files. */
export function standingCounts({ rows }: Pick<Vetted, 'rows'>): { standing: StandingWord; count: number }[] {
  const words = precedence.map(({ standing }) => standing).filter((standing) => standing !== 'withdrawn')
  return words.map((standing) => ({
    standing,
    count: rows.filter(({ result }) => result.standing === standing).length,
  }))
}

/** How often each item was found against somebody, or left somebody undecided, in the order of the list. */
export function itemCounts({ rows, criteria }: Vetted) {
  const counts = new Map<string, Record<FindingWord | 'lapsed', number>>()
  for (const { code, off } of criteria.items) if (!off) counts.set(code, { ...nothing })
  for (const { result } of rows) {
    for (const { code, finding } of result.reasons) counts.get(code)![finding]++
    for (const code of new Set(result.lapsed.map((lapse) => lapse.code))) counts.get(code)!.lapsed++
  }
  return [...counts].map(([code, count]) => ({ code, ...count }))
}

const nothing = { confirmed: 0, disputed: 0, open: 0, pending: 0, clear: 0, unanswered: 0, lapsed: 0 }

export type DepartmentTally = {
  key: string
  items: number
  files: string[]
  signedOn: string[]
  signed: number
  returned: number
  recused: number
  unsigned: number
  missing: number
}

/** What each department that takes part has done: every person in the roster is in exactly one column. */
export function departmentTallies({ rows, departments, reviews, returns, criteria }: Vetted): DepartmentTally[] {
  return departments.map((key) => {
    const own = reviews.filter(({ department }) => department === key)
    const count = (state: string) => own.filter((review) => review.state === state).length
    const recused = own.filter((review) => review.recused && review.state === 'unsigned').length
    const filed = returns.filter(({ department }) => department === key)
    return {
      key,
      items: itemsOwnedBy(key, criteria).length,
      files: filed.map(({ file }) => file),
      signedOn: filed.flatMap(({ signed, signedOn }) => (signed && signedOn ? [signedOn] : [])),
      signed: count('signed'),
      returned: count('returned'),
      recused,
      unsigned: count('unsigned') - recused,
      missing: rows.length - own.length,
    }
  })
}
