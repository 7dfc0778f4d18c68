import { nudge } from '../../lib/nudge'
import { sendMails } from './mails.actions'
import { makeReminders, type RemindersDeps } from './reminders.actions'

/** Both parts of reminding: what is due is made, what waits is sent. */
export async function remind(deps: RemindersDeps): Promise<{ made: number; sent: number }> {
  const made = await makeReminders(deps)
  return { made, sent: await sendMails(deps) }
}

/** Every minute. The returned function stops it. */
export function keepReminding(deps: RemindersDeps): () => void {
  const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown')
  const tell = (error: unknown) => deps.log.error({ error: nameOf(error) }, 'reminding failed')
  return nudge(60_000, () => remind(deps), tell)
}
