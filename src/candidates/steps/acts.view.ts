import type { Actor } from '../../accounts/actor'
import { say, type Translate } from '../../locales/translate'
import type { ActAgain } from '../candidate.view'
import { type ActedOn, mayAct } from '../candidate.policy'
import { type CandidateAct, transitionOf, transitions } from '../transitions'

/** A button with, where the step needs words, a field for them; or the reason why there is none. */
export type ActForm = {
  act: CandidateAct
  action: string
  label: string
  help: string
  tone: 'primary' | 'plain' | 'bar'
  words?: { required: boolean; label: string; value: string }
  reason?: string
}

/** Where each step is sent to: nouns, as every address. Correcting has a page of its own; the rest is done elsewhere. */
const nouns: Partial<Record<CandidateAct, string>> = {
  submit: 'submission',
  resubmit: 'resubmission',
  pass: 'screening',
  return: 'screening',
  not_recommend: 'screening',
  withdraw: 'withdrawal',
}

/** The steps that this person may take now, and those that only something about them forbids, with the reason. */
export function actsOf(asked: ActedOn & { actor: Actor }, id: string, t: Translate, again?: ActAgain): ActForm[] {
  const mine = transitions.filter(
    ({ from, act, who }) => from === asked.stage && nouns[act] && who.includes(asked.actor.role),
  )
  return mine.map(({ act }) => {
    const permission = mayAct(asked.actor, asked, act)
    const form = formOf(act, asked, id, t, again)
    return permission.allowed ? form : { ...form, reason: say(t, permission.reason) }
  })
}

function formOf(act: CandidateAct, asked: ActedOn, id: string, t: Translate, again?: ActAgain): ActForm {
  const required = transitionOf(asked.stage, act)!.reason
  const asks = required || act === 'resubmit'
  return {
    act,
    action: `/candidates/${id}/${nouns[act]}`,
    label: t(`candidates:act.${act}.button`),
    help: t(`candidates:act.${act}.help`),
    tone: act === 'withdraw' ? 'bar' : required ? 'plain' : 'primary',
    words: asks
      ? { required, label: t(`candidates:act.${act}.words`), value: again?.act === act ? again.words : '' }
      : undefined,
  }
}
