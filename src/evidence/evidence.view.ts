import type { Actor } from '../accounts/actor'
import { minuteInChina } from '../lib/clock'
import type { Tone } from '../lib/tone'
import type { Translate } from '../locales/translate'
import type { Form, Typed } from '../web/pages/form'
import type { Problem } from '../web/pages/page'
import { type AttachedFile, type EvidenceAccess, type HeldBy, mediaTypes, mostFiles, type Person } from './evidence'

/** What views/components/evidence.ejs prints: the files of one record and, for who may, a form for one more. */
export type EvidencePart = {
  /** The part's id on its page, and its heading. */
  id: string
  title: string
  files: PrintedFile[]
  upload: { action: string; accept: string; items: ItemOption[]; help: string } | null
  /** Why there is no form, where there could be one. */
  full: string
}

/** An item that a file can prove. */
export type ItemOption = { value: string; label: string }

type PrintedFile = {
  id: string
  name: string
  /** Empty where it cannot be opened. */
  href: string
  /** Which item it proves, what it is, its kind and size, when it came and from whom. */
  about: string[]
  status: { text: string; tone: Tone } | null
  removal: string
  removed: string
}

const accept = [...Object.keys(mediaTypes), 'jpeg'].map((ending) => `.${ending}`).join(',')

/**
 * The part of a record's page that shows its files; null where there is nothing to show and nothing to do.
 * `given` is what evidenceOf (evidence.actions) gave; `items` where each file proves one.
 */
export function evidencePart(
  { t, actor }: { t: Translate; actor: Actor },
  { recordType, recordId }: HeldBy,
  { access, files }: { access: EvidenceAccess; files: AttachedFile[] },
  items: ItemOption[] = [],
): EvidencePart | null {
  if (access === 'none' || (access === 'read' && !files.length)) return null
  const full = files.filter(({ removed }) => !removed).length >= mostFiles
  const mayAdd = access === 'attach' && !full
  const action = `/evidence/${recordType}/${recordId}`
  return {
    id: 'evidence',
    title: t('evidence:title'),
    files: files.map((file) => printed(file, access, actor, t)),
    upload: mayAdd ? { action, accept, items, help: t('evidence:help') } : null,
    full: full ? t('evidence:problem.recordFull', { most: mostFiles }) : '',
  }
}

/** A form that came back, on a page of its own: the record's page knows nothing of it. */
export function againPage(t: Translate, form: Form, problems: Problem[], back: string) {
  const title = form.upload ? t('evidence:add') : t('evidence:remove')
  return { title, breadcrumbs: [{ label: t('evidence:back'), href: back }, { label: title }], form, problems }
}

export function uploadForm(t: Translate, action: string, items: string[] | null, typed: Typed, back: string): Form {
  const options = (items ?? []).map((value) => ({ value, label: value }))
  const field = {
    name: 'item',
    label: t('evidence:field.item'),
    value: typed['item'] ?? '',
    empty: t('evidence:field.choose'),
  }
  return {
    action,
    button: t('evidence:add'),
    upload: true,
    cancel: back,
    fields: [
      ...(items ? [{ as: 'select' as const, ...field, options }] : []),
      { as: 'field', name: 'file', label: t('evidence:field.file'), type: 'file', accept, help: t('evidence:help') },
      { as: 'field', name: 'label', label: t('evidence:field.label'), value: typed['label'] ?? '', required: false },
    ],
  }
}

export function removalForm(t: Translate, action: string, typed: Typed, back: string): Form {
  const label = t('evidence:field.why')
  const why = { as: 'field', name: 'why', label, value: typed['why'] ?? '', type: 'textarea', rows: 3 } as const
  return { action, button: t('evidence:remove'), cancel: back, fields: [why] }
}

function printed(file: AttachedFile, access: EvidenceAccess, actor: Actor, t: Translate): PrintedFile {
  const open = file.state === 'clean' && !file.removed
  return {
    id: file.id,
    name: file.fileName,
    href: open ? `/evidence/${file.id}` : '',
    about: aboutOf(file, actor),
    status: statusOf(file, t),
    removal: access === 'attach' && !file.removed ? `/evidence/${file.id}/removal` : '',
    removed: file.removed ? removedLine(file.removed, actor, t) : '',
  }
}

function aboutOf({ item, label, kind, size, attachedAt, attachedBy }: AttachedFile, actor: Actor): string[] {
  const parts = [
    item ?? '',
    label ?? '',
    kind,
    sizeInWords(size),
    minuteInChina(attachedAt),
    nameFor(actor, attachedBy),
  ]
  return parts.filter(Boolean)
}

function statusOf({ state, finding }: AttachedFile, t: Translate): PrintedFile['status'] {
  if (state === 'clean') return null
  const tone = state === 'refused' ? ('bar' as const) : ('hold' as const)
  return { text: t(`evidence:state.${state}`, { finding: finding ?? '' }), tone }
}

function removedLine({ at, by, why }: NonNullable<AttachedFile['removed']>, actor: Actor, t: Translate): string {
  const who = [minuteInChina(at), nameFor(actor, by)].filter(Boolean).join(t('evidence:between'))
  return t('evidence:removed', { who, why })
}

/** A township must not learn who in a department acts, nor one unit who in another does; the county knows everybody. */
function nameFor({ townshipId, departmentId }: Actor, person: Person): string {
  const sees =
    (!townshipId && !departmentId) || (person.townshipId === townshipId && person.departmentId === departmentId)
  return sees ? person.name : ''
}

/** 512 → 0.5 KB, 1,300,000 → 1.2 MB. */
function sizeInWords(bytes: number): string {
  const kilobytes = bytes / 1024
  return kilobytes < 1000 ? `${Math.max(0.1, kilobytes).toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}
