import { minuteInChina } from '../../lib/clock'
import type { Translate } from '../../locales/translate'
import type { CandidateEvent, FileReturn } from '../candidates.store'
import { changesIdentity, correctionsSince, withoutValues } from './corrections'
import type { Stage } from '../transitions'
import { valueInWords } from '../words.view'

type Words = { t: Translate; lang: string }

/** Old and new side by side, before a file that was sent back is handed in again, and who will then look at it. */
export function correctionsPart(
  { events, returns, t, lang }: Words & { events: CandidateEvent[]; returns: FileReturn[] },
  stage: Stage,
) {
  const since = returns.at(-1)?.at
  if (stage !== 'sent_back' || !since) return null
  const changes = correctionsSince(events, since)
  return {
    rows: Object.entries(changes).map(([field, [before, after]]) => ({
      label: t(`candidates:field.${field}`),
      before: wordsOf(field, before, { t, lang }),
      after: wordsOf(field, after, { t, lang }),
    })),
    next: t(changesIdentity(changes) ? 'rechecks:corrections.identity' : 'rechecks:corrections.papers'),
  }
}

/** For the office: what the latest resubmission of a file that departments had sent back was about. */
export function resubmittedOf(
  { resubmittedAt, identifiedAt }: { resubmittedAt: Date | null; identifiedAt: Date | null },
  t: Translate,
): string {
  if (!resubmittedAt) return ''
  const identity = identifiedAt !== null && identifiedAt >= resubmittedAt
  return t(identity ? 'rechecks:handedIn.identity' : 'rechecks:handedIn.papers', { at: minuteInChina(resubmittedAt) })
}

/** The team is known by its id alone, relatives and the ID number by no value: these are told as changed. */
function wordsOf(field: string, value: unknown, { t, lang }: Words): string {
  if (withoutValues.includes(field) || field === 'teamId') return t('rechecks:corrections.changed')
  return valueInWords(field, value, t, lang)
}
