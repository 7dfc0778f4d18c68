import { itemsOwnedBy } from '../standings/owners'
import { precedence, type StandingWord } from '../standings/standing'
import type { Vetted } from './vet'

/** How many people stand where, worst first as in the rule; withdrawals cannot be known from files. */
export function standingCounts({ rows }: Pick<Vetted, 'rows'>): { standing: StandingWord; count: number }[] {
  const words = precedence.map(({ standing }) => standing).filter((standing) => standing !== 'withdrawn')
  return words.map((standing) => ({
    standing,
    count: rows.filter(({ result }) => result.standing === standing).length,
  }))
}

/** Items by how often each was found against somebody or left someone undecided, in the order of the list. */
export function itemCounts({ rows, criteria }: Vetted) {
  return criteria.items
    .filter((item) => !item.off)
    .map((item) => {
      const reasons = rows.flatMap(({ result }) => result.reasons.filter(({ code }) => code === item.code))
      const count = (finding: string) => reasons.filter((reason) => reason.finding === finding).length
      const lapsed = rows.filter(({ result }) => result.lapsed.some(({ code }) => code === item.code)).length
      return {
        code: item.code,
        confirmed: count('confirmed'),
        disputed: count('disputed'),
        pending: count('pending'),
        unanswered: count('unanswered'),
        lapsed,
      }
    })
}

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
