import { recorded } from '../../audit/recorded'
import { type Mailer, openMailer } from '../../mail/smtp'
import { defaultLanguage } from '../../locales/translate'
import { type ClaimedMail, claimMail, putOffMail, settleMail } from './mails.store'
import { mailTransitions, nextTry } from './reminder'
import { reminderMail } from './reminder-mail'
import { type RemindersDeps, system } from './reminders.actions'

/**
 * Sends what waits, one mail after the other and outside any transaction, until nothing is due or no server answers;
 * gives how many went out. A server that is down delays: the mail is tried again later, and nobody waits for it.
 */
export async function sendMails(deps: RemindersDeps): Promise<number> {
  if (!deps.config.mail) return 0
  let [mailer, sent]: [Mailer | null, number] = [null, 0]
  try {
    for (
      let mail = await claimMail(deps.db, deps.clock.now());
      mail;
      mail = await claimMail(deps.db, deps.clock.now())
    ) {
      mailer ??= openMailer(deps.config.mail)
      const end = await sendOne(deps, mailer, mail)
      if (end === 'sent') sent += 1
      if (end === 'unserved') break
    }
  } finally {
    mailer?.close()
  }
  return sent
}

async function sendOne(
  deps: RemindersDeps,
  mailer: Mailer,
  mail: ClaimedMail,
): Promise<'sent' | 'ended' | 'waits' | 'unserved'> {
  if (!mail.to || !mail.open) return settled(deps, mail, 'drop', null)
  const { id, to, clock, kind, open, dueOn } = mail
  const [address, language] = [deps.config.publicUrl ?? '', mail.language ?? defaultLanguage]
  const delivery = await mailer.send({ id, to, ...reminderMail({ clock, kind, open, dueOn, address, language }) })
  if (delivery.word === 'sent') return settled(deps, mail, 'deliver', null)
  deps.log.warn({ mail: id, code: delivery.code, tries: mail.tries }, 'a reminder could not be sent')
  if (delivery.word === 'refused') return settled(deps, mail, 'refuse', delivery.code)
  await putOffMail(deps.db, id, { until: nextTry(mail.tries, deps.clock.now()), problem: delivery.code })
  return delivery.served ? 'waits' : 'unserved'
}

async function settled(
  { db, clock }: RemindersDeps,
  { id, accountId, tries }: ClaimedMail,
  act: 'deliver' | 'refuse' | 'drop',
  problem: string | null,
): Promise<'sent' | 'ended'> {
  const state = mailTransitions.queued[act] as 'sent' | 'refused' | 'needless'
  return recorded({ db, clock }, system, 'reminder.mailed', async (tx) => {
    const isFirst = await settleMail(tx, id, { state, at: clock.now(), problem })
    const details = { mail: id, state, tries, ...(problem && { problem }) }
    return {
      result: state === 'sent' ? 'sent' : 'ended',
      records: isFirst ? [{ type: 'account', id: accountId, details }] : [],
    }
  })
}
