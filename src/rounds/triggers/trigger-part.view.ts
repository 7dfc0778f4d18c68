import type { Tone } from '../../lib/tone'
import type { Reader } from '../rounds.view'
import type { TriggerLine } from './trigger-lists.store'
import { newAction, statusOf } from './triggers.view'

/** How many a page of a person shows; the rest stands on the list. */
export const shownTriggers = 5

export type TriggersPart = {
  rows: { text: string; href: string; status: { text: string; tone: Tone } }[]
  all?: string
  add?: { label: string; href: string }
}

/** On the office's page of a person. */
export function candidateTriggers(reader: Reader, candidateId: string, lines: TriggerLine[]): TriggersPart {
  return {
    rows: lines.map((line) => rowOf(reader, line)),
    ...(lines.length ? { all: `/triggers?candidate=${candidateId}` } : {}),
    add: newAction(reader, candidateId),
  }
}

/** At a department's desk: what it is told of the person, and how it asks to look again; null when there is neither. */
export function deskTriggers(reader: Reader, lines: TriggerLine[], requestHref: string): TriggersPart | null {
  if (!lines.length && !requestHref) return null
  const add = { label: reader.t('triggers:request.action'), href: requestHref }
  return { rows: lines.map((line) => rowOf(reader, line)), ...(requestHref ? { add } : {}) }
}

function rowOf(reader: Reader, line: TriggerLine) {
  const kind = reader.t(`triggers:kind.${line.kind}`)
  return {
    text: reader.t('triggers:candidate.row', { kind, day: line.reportedOn, words: line.words }),
    href: `/triggers/${line.id}`,
    status: statusOf(reader, line),
  }
}
