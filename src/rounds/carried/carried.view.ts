import { signerWords } from '../../accounts/deputies/deputies.view'
import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { dayInChina } from '../../lib/clock'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import type { Translate } from '../../locales/translate'
import { type Department, departmentName, type Township } from '../../organisations/organisation'
import type { Round } from '../round'
import type { Reader } from '../rounds.view'
import { type CarriedAsked, carriedHref, carriedSorts } from './carried-list'
import type { CarriedLine, LatestRound } from './carried.store'

const columns = {
  name: { fixed: true },
  team: { width: 30 },
  department: { width: 20 },
  origin: { width: 40 },
}
type CarriedColumn = keyof typeof columns

type Given = {
  lines: CarriedLine[]
  departments: Department[]
  townships: Township[]
  asked: CarriedAsked
  own: OwnSetUp
  /** The leaf that is open. */
  page: number
  pager: object
}

/** The reviews that a round uses again, person by person. */
export function carriedPage(reader: Reader, round: Round, { lines, departments, townships, ...given }: Given) {
  const { t, lang } = reader
  const { asked } = given
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
      { as: 'hidden', name: 'sort', value: asked.sort },
      {
        as: 'select',
        name: 'township',
        label: t('rounds:field.township'),
        value: asked.township,
        options: townships.map(({ id, name }) => ({ value: id, label: name })),
        empty: t('rounds:new.wholeCounty'),
      },
      {
        as: 'select',
        name: 'department',
        label: t('rounds:field.department'),
        value: asked.department,
        options: departments.map((one) => ({ value: one.id, label: departmentName(one, lang) })),
        empty: t('rounds:carried.anyDepartment'),
      },
    ],
    clear: asked.township || asked.department ? carriedHref({ ...asked, township: '', department: '' }) : '',
    listing: listing(t, {
      ...given,
      list: 'carried',
      address: carriedHref({ ...asked, page: given.page }),
      columns: carriedColumns(t, asked),
      rows: lines.map((line) => carriedCells(reader, line)),
      caption: t('rounds:carried.title', { number: round.number }),
      empty: { title: t('rounds:carried.empty'), text: t('rounds:carried.emptyText') },
    }),
  }
}

export function carriedColumns(t: Translate, asked: CarriedAsked): Column<CarriedColumn>[] {
  return columnsOf(columns, (key) => t(`rounds:field.${key}`), {
    sorts: carriedSorts,
    sort: asked.sort,
    hrefOf: (sort) => carriedHref({ ...asked, sort }),
  })
}

export function carriedCells({ t, lang }: Pick<Reader, 't' | 'lang'>, line: CarriedLine): Row<CarriedColumn> {
  return {
    cells: {
      name: { text: line.name, href: `/candidates/${line.candidateId}` },
      team: { text: t('triggers:place', { township: line.township, team: line.team }) },
      department: { text: nameOf(line, lang) },
      origin: { text: carriedWords(t, line) },
    },
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
