import { signerWords } from '../../accounts/deputies/deputies.view'
import { dayInChina } from '../../lib/clock'
import type { Translate } from '../../locales/translate'
import { type Department, departmentName } from '../../organisations/organisation'
import type { Round } from '../round'
import type { Reader } from '../rounds.view'
import type { CarriedLine, LatestRound } from './carried.store'

/** The reviews that a round uses again, person by person. */
export function carriedPage(
  reader: Reader,
  round: Round,
  given: { lines: CarriedLine[]; departments: Department[]; departmentId: string; pager: object },
) {
  const { t, lang } = reader
  const own = `/rounds/${round.id}`
  return {
    title: t('rounds:carried.title', { number: round.number }),
    lead: t('rounds:carried.lead'),
    breadcrumbs: [
      { label: t('rounds:list.title'), href: '/rounds' },
      { label: t('rounds:numbered', { number: round.number }), href: own },
      { label: t('rounds:carried.crumb') },
    ],
    action: `${own}/carried`,
    filters: [
      {
        as: 'select',
        name: 'department',
        label: t('rounds:field.department'),
        value: given.departmentId,
        options: given.departments.map((one) => ({ value: one.id, label: departmentName(one, lang) })),
        empty: t('rounds:carried.anyDepartment'),
      },
    ],
    clear: given.departmentId ? `${own}/carried` : '',
    rows: given.lines.map((line) => ({
      name: line.name,
      href: `/candidates/${line.candidateId}`,
      place: t('triggers:place', { township: line.township, team: line.team }),
      department: nameOf(line, lang),
      words: carriedWords(t, line),
    })),
    pager: given.pager,
  }
}

/** On a person's page: why the newest round took them in, and whose earlier reviews it uses again. */
export function carriedPart({ t, lang }: Reader, round: LatestRound | null, lines: CarriedLine[]) {
  if (!round || (!lines.length && !round.reasons.length)) return null
  return {
    title: t('rounds:numbered', { number: round.number }),
    why: round.reasons.map((reason) => t(`rounds:reason.${reason}`)).join(t('shell:listComma')),
    rows: lines.map((line) => ({ label: nameOf(line, lang), text: carriedWords(t, line) })),
  }
}

function carriedWords(t: Translate, { originRound, signer, signedFor, signedAt }: CarriedLine): string {
  return t('rounds:carried.words', {
    round: originRound,
    signer: signerWords(t, signer, signedFor),
    day: dayInChina(signedAt),
  })
}

function nameOf({ department, departmentEn }: CarriedLine, lang: string): string {
  return departmentName({ name: department, nameEn: departmentEn }, lang)
}
