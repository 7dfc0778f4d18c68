import { politicalStatuses } from '../candidates/codes/lists'
import { nameOfCode } from '../candidates/codes/code-list'
import { findItem } from '../criteria/criteria'
import { maskIdNumber } from '../lib/id-number'
import type { Translate } from '../locales/translate'
import type { DepartmentKind } from '../organisations/departments/departments-preset'
import { type List, writeWorkbook } from '../sheets/writing'
import type { Reason } from '../standings/standing'
import { nameOf } from './standings-csv'
import type { Vetted } from './vet'

type Row = Vetted['rows'][number]

/** F5, 建议不列为候选人名单: everyone whose standing is `bar`. Proposals: the meeting and the notice are still to come. */
export function disqualifiedWorkbook(
  vetted: Vetted,
  known: readonly DepartmentKind[],
  t: Translate,
  lang: string,
): Promise<Buffer> {
  const barred = vetted.rows.filter(({ result }) => result.standing === 'bar')
  const rows = barred.map((row, index) => lineOf(row, index + 1, vetted, known, t, lang))
  return writeWorkbook([{ name: t('vet:f5.sheet'), title: t('vet:f5.title'), columns: columns(t), rows }])
}

const widths = {
  serial: 6,
  township: 14,
  village: 14,
  name: 12,
  sex: 6,
  idNumber: 22,
  position: 14,
  politicalStatus: 12,
  items: 40,
  departments: 18,
  documents: 26,
  ground: 12,
  meeting: 16,
  notified: 12,
  review: 12,
}

function columns(t: Translate): List['columns'] {
  return Object.entries(widths).map(([key, width]) => ({ heading: t(`vet:f5.${key}`), width }))
}

function lineOf(
  row: Row,
  serial: number,
  { criteria }: Vetted,
  known: readonly DepartmentKind[],
  t: Translate,
  lang: string,
): (string | number)[] {
  const grounds = row.result.reasons.filter((reason) => reason.finding === 'confirmed' && reason.class === 'bar')
  const status = row.politicalStatus === null ? '' : nameOfCode(politicalStatuses, row.politicalStatus, lang)
  const found = grounds.flatMap(foundAnswers)
  return [
    serial,
    row.township,
    row.village,
    row.name,
    t(`vet:sex.${row.sex}`),
    maskIdNumber(row.idNumber),
    row.position,
    status,
    grounds.map(({ code }) => `${code} ${itemText(findItem(criteria, code), lang)}`).join('\n'),
    distinct(found.map(({ department }) => nameOf(department, known))).join('、'),
    distinct(
      found.flatMap(({ facts }) => facts.filter((fact) => fact.inForce).map((fact) => fact.documentNumber)),
    ).join('\n'),
    t('vet:f5.bar'),
    '',
    '',
    '',
  ]
}

function itemText(item: { text: string; text_en: string } | undefined, lang: string): string {
  if (!item) return ''
  return lang === 'en' && item.text_en !== '' ? item.text_en : item.text
}

/** The answers that the finding rests on: those found and not lapsed. */
function foundAnswers({ answers }: Reason) {
  return answers.filter(({ answer, lapsed }) => answer === 'found' && !lapsed)
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)]
}
