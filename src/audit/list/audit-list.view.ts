import type { OwnSetUp } from '../../accounts/own-lists/own-list'
import { listing } from '../../accounts/own-lists/own-lists.view'
import { minuteInChina } from '../../lib/clock'
import type { Message } from '../../lib/message'
import { columnsOf } from '../../lib/sort'
import type { Column, Row } from '../../lib/table'
import { say, type Translate } from '../../locales/translate'
import { acts } from '../act'
import { checkOf, recordWord, roleWord, sentence } from '../audit.view'
import type { AuditLink } from '../chain'
import { recordTypes } from '../record-type'
import { type AuditAsked, type AuditSearch, auditHref, auditSorts } from './audit-list'

const columns = {
  act: { fixed: true, width: 36 },
  at: { width: 20 },
  who: { width: 24 },
  record: { width: 20 },
  recordId: { width: 40 },
  address: { width: 20 },
  seq: { number: true, extra: true },
  code: { extra: true, width: 28 },
  request: { extra: true, width: 40 },
}
type AuditColumn = keyof typeof columns

type Given = {
  rows: AuditLink[]
  asked: AuditAsked
  problems: Record<string, Message>
  own: OwnSetUp
  /** The place in the chain that this leaf begins past; null on the first. */
  past: number | null
  /** There are further ones. */
  more: boolean
  lastCheck: AuditLink | null
  length: number
  t: Translate
}

export function auditPage({ rows, asked, problems, own, past, more, lastCheck, length, t }: Given) {
  const { sort, ...search } = asked
  const way = sort === 'at' ? 'newestFirst' : 'oldestFirst'
  return {
    title: t('audit:list.title'),
    lead: t('audit:list.length', { count: length }),
    problems: Object.entries(problems).map(([field, problem]) => ({ field, text: say(t, problem) })),
    filters: [{ as: 'hidden', name: 'sort', value: sort }, ...filtersOf(search, t)],
    hidden: Object.entries(search).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    check: checkOf(lastCheck, t),
    listing: listing(t, {
      list: 'audit',
      address: auditHref({ ...asked, past }),
      own,
      columns: auditColumns(t, asked),
      rows: rows.map((row) => auditCells(row, t, true)),
      caption: t('audit:list.title'),
      empty: { title: t('audit:list.empty'), text: t('audit:list.emptyNext') },
    }),
    first: past === null ? undefined : { href: auditHref(asked), text: t(`audit:list.${way}.first`) },
    further: more
      ? { href: auditHref({ ...asked, past: rows.at(-1)?.seq }), text: t(`audit:list.${way}.further`) }
      : undefined,
  }
}

export function auditColumns(t: Translate, asked: AuditAsked): Column<AuditColumn>[] {
  return columnsOf(columns, (key) => t(`audit:field.${key}`), {
    sorts: auditSorts,
    sort: asked.sort,
    hrefOf: (sort) => auditHref({ ...asked, sort }),
  })
}

/** `short`: the end of a long id is enough to tell records apart on a page. */
export function auditCells(row: AuditLink, t: Translate, short = false): Row<AuditColumn> {
  return {
    cells: {
      act: { text: sentence(t, row.act), href: `/audit/${row.id}` },
      at: { text: minuteInChina(new Date(row.at)), whole: true },
      who: { text: row.username || '—', under: roleWord(t, row.role) },
      record: { text: recordWord(t, row.recordType) },
      recordId: { text: short ? shortened(row.recordId) : row.recordId, whole: true },
      address: { text: row.address || '—' },
      seq: { text: String(row.seq) },
      code: { text: row.act },
      request: { text: row.requestId || '—' },
    },
  }
}

function filtersOf(search: AuditSearch, t: Translate) {
  const field = (name: keyof AuditSearch, key: string) => ({
    name,
    label: t(`audit:field.${key}`),
    value: search[name],
  })
  const all = t('audit:list.all')
  const options = (values: readonly string[], path: string) => {
    return values.map((value) => ({ value, label: t(`audit:${path}.${value}`) }))
  }
  return [
    { as: 'select', ...field('act', 'act'), empty: all, options: options(acts, 'acts') },
    { ...field('username', 'username'), autocomplete: 'off' },
    { as: 'select', ...field('recordType', 'recordType'), empty: all, options: options(recordTypes, 'records') },
    { ...field('recordId', 'recordId'), autocomplete: 'off' },
    { ...field('from', 'from'), type: 'date' },
    { ...field('to', 'to'), type: 'date' },
  ]
}

function shortened(id: string): string {
  return id.length > 12 ? `…${id.slice(-8)}` : id
}
