import pino from 'pino'
import { loadConfig } from '../../config'
import { openCounty } from '../../county'
import { remind } from './reminding.actions'

type Console = { out(line: string): void; err(line: string): void }

const usage = `Usage:
  reminders send   makes the reminders that are due and sends the e-mails that wait; for a cron, as often as you like
Add --demo for the invented county.`

/** What the server does every minute, once and from outside. 1: e-mails still wait. */
export async function remindersCommand(args: string[], console: Console): Promise<number> {
  const verb = args.find((arg) => arg !== '--demo')
  if (verb !== 'send') {
    console.err(usage)
    return 2
  }
  const settings = loadConfig({ demo: args.includes('--demo') })
  const county = await openCounty(settings, pino({ level: 'silent' }), { beside: true })
  try {
    const { made, sent } = await remind(county.deps)
    const waiting = await county.deps.db.reminderMail.count({ where: { state: 'queued' } })
    console.out(`Reminders made: ${made}; e-mails sent: ${sent}; e-mails that wait: ${waiting}`)
    return waiting ? 1 : 0
  } finally {
    await county.close()
  }
}
