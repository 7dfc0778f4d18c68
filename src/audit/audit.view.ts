import { minuteInChina } from '../lib/clock'
import type { Translate } from '../locales/translate'
import type { AuditLink } from './chain'
import type { Verified } from './verify.actions'

export function entryPage(entry: AuditLink, t: Translate) {
  const { recordType, recordId } = entry
  const ofRecord = `/audit?${new URLSearchParams({ recordType, recordId })}`
  const row = (key: string, text: string, href?: string) => ({ label: t(`audit:field.${key}`), text, href })
  return {
    title: sentence(t, entry.act),
    lead: t('audit:entry.place', { seq: entry.seq }),
    breadcrumbs: [{ label: t('audit:list.title'), href: '/audit' }],
    facts: [
      row('at', exact(entry.at)),
      row('who', whoOf(entry, t)),
      row('record', `${recordWord(t, recordType)} ${recordId}`, ofRecord),
      row('address', entry.address || '—'),
      row('request', entry.requestId || '—'),
      row('code', entry.act),
      row('previous', entry.previous),
      row('digest', entry.digest),
    ],
    details: detailsOf(entry.details),
  }
}

export function verificationPage({ head, broken }: Verified, t: Translate) {
  const found = broken && { ...broken, id: broken.id ?? '—', why: t(`audit:break.${broken.why}`) }
  return {
    title: t('audit:verification.title'),
    breadcrumbs: [{ label: t('audit:list.title'), href: '/audit' }],
    status: found
      ? { text: t('audit:verification.broken'), tone: 'bar' as const }
      : { text: t('audit:verification.whole'), tone: 'clear' as const },
    text: found ? t('audit:verification.brokenText', found) : t('audit:verification.wholeText', { count: head.seq }),
    next: t(found ? 'audit:verification.brokenNext' : 'audit:verification.wholeNext'),
    digest: head.digest,
  }
}

/** For the file: the same rows as on the page, with everything that the digest covers. */
export function exportRows(rows: AuditLink[], t: Translate): { header: string[]; rows: string[][] } {
  const keys = [
    'seq',
    'at',
    'username',
    'role',
    'act',
    'code',
    'recordType',
    'recordId',
    'address',
    'request',
    'details',
    'digest',
  ]
  return {
    header: keys.map((key) => t(`audit:field.${key}`)),
    rows: rows.map((row) => [
      String(row.seq),
      exact(row.at),
      row.username,
      roleWord(t, row.role),
      sentence(t, row.act),
      row.act,
      recordWord(t, row.recordType),
      row.recordId,
      row.address,
      row.requestId,
      JSON.stringify(row.details),
      row.digest,
    ]),
  }
}

export function checkOf(last: AuditLink | null, t: Translate) {
  if (!last) return { text: t('audit:check.never'), tone: 'waiting' as const }
  const { seq, broken } = last.details as { seq: number; broken?: number }
  const values = { seq, at: minuteInChina(new Date(last.at)), broken: broken ?? 0 }
  if (broken) return { text: t('audit:check.broken', values), tone: 'bar' as const }
  return { text: t('audit:check.whole', values), tone: 'clear' as const }
}

function detailsOf(details: unknown): { label: string; text: string }[] {
  const entries = Object.entries((details ?? {}) as Record<string, unknown>)
  return entries.map(([label, value]) => ({ label, text: typeof value === 'string' ? value : JSON.stringify(value) }))
}

function whoOf(entry: AuditLink, t: Translate): string {
  return [entry.username, roleWord(t, entry.role)].filter(Boolean).join(' · ')
}

/** An act, role or record of another version has no words here: its code is shown. */
function worded(t: Translate, key: string, code: string): string {
  const text = t(key)
  return text === key.slice(key.indexOf(':') + 1) ? code : text
}

export function sentence(t: Translate, act: string): string {
  return worded(t, `audit:acts.${act}`, act)
}

export function recordWord(t: Translate, type: string): string {
  return worded(t, `audit:records.${type}`, type)
}

export function roleWord(t: Translate, role: string): string {
  const others = ['system', 'visitor']
  return others.includes(role) ? t(`audit:role.${role}`) : worded(t, `roles:${role}`, role)
}

function exact(iso: string): string {
  return `${minuteInChina(new Date(iso))}:${iso.slice(17, 23)}`
}
