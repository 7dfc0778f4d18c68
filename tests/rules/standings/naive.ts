import type { FindingWord, StandingInput, StandingWord } from '../../../src/standings/standing'

/**
 * rules.md §1–§4 read a second time, as plainly as possible and with nothing of the program's own: nested loops, dates by
 * counting on the calendar. Slow on purpose. What it says is what `standingOf` must say.
 */
export function naiveStanding(input: StandingInput) {
  const findings: { code: string; class: string; finding: FindingWord }[] = []
  const lapsed: string[] = []
  const waiting: string[] = []
  let somebodyHasNotSigned = false

  for (const item of input.criteria.items) {
    if (item.off === true) continue
    const said: { lead: boolean; word: string }[] = []
    for (const department of [item.lead, ...item.assisting]) {
      if (department !== item.lead && !input.departments.includes(department)) continue
      const review = input.reviews.find((one) => one.department === department)
      if (review === undefined || review.state !== 'signed') {
        somebodyHasNotSigned = true
        said.push({ lead: department === item.lead, word: 'unsigned' })
        const sentBack = review?.state === 'returned' && !input.resubmitted
        if (!sentBack && !waiting.includes(department)) waiting.push(department)
        continue
      }
      const answer = review.answers[item.code]!
      let word: string = answer.answer
      if (word === 'found') {
        let counts = false
        for (const fact of answer.facts) if (stillCounts(fact, item.window, input)) counts = true
        if (!counts) {
          word = 'none'
          lapsed.push(`${item.code} ${department}`)
        }
      }
      said.push({ lead: department === item.lead, word })
    }
    findings.push({ code: item.code, class: item.class, finding: naiveFinding(said) })
  }

  const someone = (finding: FindingWord, itemClass?: string) =>
    findings.some((row) => row.finding === finding && (itemClass === undefined || row.class === itemClass))
  let standing: StandingWord = 'clear'
  if (someone('unanswered')) standing = 'gap'
  if (someone('confirmed', 'refer')) standing = 'refer'
  if (someone('confirmed', 'hold') || someone('pending')) standing = 'hold'
  if (someone('disputed')) standing = 'disputed'
  if (somebodyHasNotSigned) standing = 'waiting'
  if (someone('confirmed', 'bar')) standing = 'bar'
  if (input.reviews.some((review) => review.state === 'returned') && !input.resubmitted) standing = 'returned'
  if (input.withdrawn) standing = 'withdrawn'

  const reasons = findings.filter((row) => row.finding !== 'clear').map((row) => `${row.code} ${row.finding}`)
  return { standing, reasons: reasons.sort(byNumber), lapsed: lapsed.sort(), waitingFor: waiting }
}

export function byNumber(a: string, b: string): number {
  return Number(a.slice(1).split(' ')[0]) - Number(b.slice(1).split(' ')[0])
}

function naiveFinding(said: { lead: boolean; word: string }[]): FindingWord {
  const lead = said.find((one) => one.lead)!.word
  const assistingFound = said.some((one) => !one.lead && one.word === 'found')
  if (lead === 'found') return 'confirmed'
  if (assistingFound && lead === 'not_ours') return 'confirmed'
  if (assistingFound && lead === 'none') return 'disputed'
  if (said.some((one) => one.word === 'unsigned')) return 'open'
  if (said.some((one) => one.word === 'pending')) return 'pending'
  if (said.some((one) => one.word === 'none')) return 'clear'
  return 'unanswered'
}

type OneFact = StandingInput['reviews'][number]['answers'][string]['facts'][number]

function stillCounts(fact: OneFact, window: string, input: StandingInput): boolean {
  const today = input.referenceDate
  if (fact.statedEnd !== null) return today < fact.statedEnd
  if (window === 'always' || window === 'while') return true
  if (window === 'terms') return input.terms.lastTermStart === null || fact.effect >= input.terms.lastTermStart
  if (window === 'cycle') return input.terms.cycleStart === null || fact.effect >= input.terms.cycleStart
  if (window.startsWith('years:')) return today < monthsLater(fact.effect, 12 * Number(window.slice(6)))
  return today < monthsLater(fact.effect, input.criteria.sanctions.find((row) => row.key === fact.kind)!.months)
}

/** Counts month by month, then steps back from a day that does not exist to one that does. */
function monthsLater(day: string, months: number): string {
  let [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  for (let i = 0; i < months; i++) {
    month++
    if (month === 13) [year, month] = [year + 1, 1]
  }
  for (let date = Number(day.slice(8)); ; date--) {
    const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
    const parsed = new Date(text + 'T00:00:00Z')
    if (!Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)) return text
  }
}
