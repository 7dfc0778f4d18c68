import type { Actor } from '../../accounts/actor'
import type { Day } from '../../lib/day'
import { say, type Translate } from '../../locales/translate'
import type { FormField, Typed } from '../../web/pages/form'
import type { Problem } from '../../web/pages/page'
import { handOverOptions } from './issue/issue.view'
import type { SentAct } from './notice.form'
import { mayStep } from './notice.policy'
import type { NoticeOnFile } from './notices.store'
import { doersOf, nextNoticeState } from './transitions'

/** Where each step is sent to: nouns, as every address. */
export const stepNouns: Record<SentAct, string> = {
  serve: 'handing-over',
  correct: 'correction',
  reply: 'reply',
  accept: 'acceptance',
  waive: 'waiver',
  lapse: 'lapse',
  stop: 'stop',
  resume: 'resumption',
  rereview: 're-review',
  uphold: 'upholding',
  change: 'change',
}

/** A step that came back: which, what was typed, what is wrong; problems are named `<act>-<field>`. */
export type NoticeAgain = { act: SentAct; typed: Typed; problems: Problem[] }

/** One step as a form, or `reason`: why it cannot be taken now. */
export type StepForm = {
  act: SentAct
  action: string
  label: string
  help: string
  reason: string
  open: boolean
  main: boolean
  version: number
  fields: FormField[]
}

type Given = {
  actor: Actor
  notice: NoticeOnFile
  defaultDueOn: string
  words: { t: Translate; today: Day }
  again?: NoticeAgain
}

/** Steps that are shown with their reason when they cannot be taken yet; of the others one need not know. */
const explained: readonly SentAct[] = ['waive', 'lapse', 'rereview', 'uphold', 'change']
const main: readonly SentAct[] = ['serve', 'reply', 'accept', 'rereview', 'uphold']

/** What this person may do now with a notice, and why not what the state would allow. */
export function noticeForms(given: Given): StepForm[] {
  const { actor, notice, words } = given
  const acts = Object.keys(stepNouns) as SentAct[]
  return acts
    .filter((act) => doersOf[act].includes(actor.role) && nextNoticeState(notice.state, act))
    .map((act) => ({ act, judged: mayStep(actor, notice, act, words.today) }))
    .filter(({ act, judged }) => judged.allowed || (explained.includes(act) && !notice.withdrawn))
    .map(({ act, judged }) => formOf(act, given, judged.allowed ? '' : say(words.t, judged.reason)))
}

function formOf(act: SentAct, given: Given, reason: string): StepForm {
  const { notice, words, again } = given
  return {
    act,
    action: `/notices/${notice.id}/${stepNouns[act]}`,
    label: words.t(`notices:act.${act}.button`),
    help: words.t(`notices:act.${act}.help`),
    reason,
    open: again?.act === act || (main.includes(act) && !reason),
    main: main.includes(act),
    version: notice.version,
    fields: fieldsFor[act].map((name) => fieldOf(act, name, given)),
  }
}

type Name = 'servedOn' | 'servedHow' | 'day' | 'words' | 'documentNumber'

const fieldsFor: Record<SentAct, readonly Name[]> = {
  serve: ['servedOn', 'servedHow', 'words'],
  correct: ['servedOn', 'servedHow', 'words'],
  reply: ['day', 'words'],
  accept: ['words'],
  waive: ['day', 'words'],
  lapse: ['words'],
  stop: ['day', 'words'],
  resume: ['day', 'words'],
  rereview: ['day', 'words'],
  uphold: ['documentNumber', 'words'],
  change: ['documentNumber', 'words'],
}

/** Steps whose words may be left out. */
const freely: readonly SentAct[] = ['serve', 'waive', 'lapse', 'resume']

function fieldOf(act: SentAct, name: Name, given: Given): FormField {
  const { again, words } = given
  const { t } = words
  const id = `${act}-${name}`
  const mine = again?.act === act
  const common = {
    name,
    id,
    label: t(name === 'words' || name === 'day' ? `notices:act.${act}.${name}` : `notices:field.${name}`),
    value: (mine ? again.typed[name] : undefined) ?? firstValue(act, name, given),
    // Fields of the same name stand in several forms: a problem belongs to one of them.
    problem: (mine && again.problems.find(({ field }) => field === id)?.text) || undefined,
  }
  if (name === 'servedHow') return { as: 'select', ...common, options: handOverOptions(t), empty: t('notices:choose') }
  if (name === 'documentNumber') return { as: 'field', ...common, maxlength: 60, required: true }
  if (name !== 'words') return { as: 'field', ...common, type: 'date', width: 'middle', required: true }
  return { as: 'field', ...common, type: 'textarea', rows: 3, maxlength: 2000, required: !freely.includes(act) }
}

/** What stands in a field before anybody has typed. */
function firstValue(act: SentAct, name: Name, { notice, defaultDueOn, words }: Given): string {
  if (act === 'rereview' && name === 'day') return defaultDueOn
  if (act === 'rereview' && name === 'words') return lastReply(notice)
  if (act === 'correct' && name === 'servedOn') return notice.servedOn ?? ''
  if (act === 'correct' && name === 'servedHow') return notice.servedHow ?? ''
  return name === 'day' || name === 'servedOn' ? words.today : ''
}

/** The departments that look again read what the person says. */
function lastReply({ steps }: NoticeOnFile): string {
  return steps.findLast(({ kind }) => kind === 'reply' || kind === 'late')?.words ?? ''
}
