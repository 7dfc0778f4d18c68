import { minuteInChina } from '../../lib/clock'
import type { Day } from '../../lib/day'
import type { Tone } from '../../lib/tone'
import type { Translate } from '../../locales/translate'
import type { Form, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import type { Actor } from '../actor'
import { type Deputyship, deputyshipState, type DeputyshipState, mostDays } from './deputy'
import { endProblem } from './deputy.policy'

type Reader = { t: Translate; actor: Actor }
/** `possible`: whom a signatory may name; null for the administrator, who names nobody. */
type Given = { deputyships: Deputyship[]; possible: { id: string; name: string }[] | null; today: Day }

export function deputiesPage(reader: Reader, given: Given, again: { typed: Typed; problems: Problem[] }) {
  const { t } = reader
  return {
    title: t('deputies:title'),
    lead: t(given.possible ? 'deputies:lead' : 'deputies:leadAdmin', { days: mostDays }),
    problems: again.problems,
    nobody: given.possible?.length === 0 ? t('deputies:nobody') : '',
    form: given.possible?.length ? formOf(t, given.possible, given.today, again.typed) : null,
    rows: given.deputyships.map((deputyship) => rowOf(reader, deputyship, given.today)),
  }
}

/** Who signed, and in whose stead where it was a deputy. */
export function signerWords(t: Translate, signer: string, signedFor: string | null | undefined): string {
  return signedFor ? t('deputies:signer', { signer, name: signedFor }) : signer
}

/** What a deputy reads above what waits for a signature. */
export function standInWords(t: Translate, { standsInFor }: Pick<Actor, 'standsInFor'>): string {
  return standsInFor ? t('deputies:standing', { name: standsInFor.name, day: standsInFor.until }) : ''
}

const tones: Record<DeputyshipState, Tone> = { coming: 'waiting', running: 'clear', over: 'plain', ended: 'plain' }

function rowOf({ t, actor }: Reader, deputyship: Deputyship, today: Day) {
  const state = deputyshipState(deputyship, today)
  const { endedAt, endedBy } = deputyship
  return {
    signatory: deputyship.signatory,
    deputy: deputyship.deputy,
    days: t('deputies:days', { from: deputyship.fromOn, until: deputyship.untilOn }),
    words: deputyship.words,
    status: { text: t(`deputies:state.${state}`), tone: tones[state] },
    ended: endedAt ? t('deputies:endedAt', { at: minuteInChina(endedAt), name: endedBy ?? '—' }) : '',
    end: endProblem(actor, deputyship, today) ? '' : `/deputies/${deputyship.id}/ending`,
    endLabel: t('deputies:endOne', { name: deputyship.deputy }),
  }
}

function formOf(t: Translate, possible: { id: string; name: string }[], today: Day, typed: Typed): Form {
  const day = (name: 'fromOn' | 'untilOn') => ({
    as: 'field' as const,
    name,
    label: t(`deputies:field.${name}`),
    type: 'date',
    min: today,
    value: typed[name] ?? '',
    required: true,
  })
  return {
    action: '/deputies',
    button: t('deputies:button'),
    title: t('deputies:new'),
    fields: [
      {
        as: 'select',
        name: 'deputyId',
        label: t('deputies:field.deputy'),
        value: typed['deputyId'] ?? '',
        options: possible.map(({ id, name }) => ({ value: id, label: name })),
        empty: t('deputies:choose'),
        required: true,
      },
      day('fromOn'),
      day('untilOn'),
      {
        as: 'field',
        name: 'words',
        label: t('deputies:field.words'),
        help: t('deputies:help'),
        type: 'textarea',
        rows: 2,
        value: typed['words'] ?? '',
        maxlength: 300,
        required: true,
      },
    ],
  }
}
