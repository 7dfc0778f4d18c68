import nodemailer from 'nodemailer'

/** `url` holds a password: never print it. `from` is what stands in the letter's From. */
export type MailServer = { url: string; from: string }

/** `id` makes the Message-ID: the same letter sent twice is one to mail programs. */
export type Letter = { id: string; to: string; subject: string; text: string }

/**
 * `refused`: the server will never take a letter for this address. `put_off`: not now; `served` is false where no server
 * answered, so that the next letter would fare no better.
 */
export type Delivery = { word: 'sent' } | { word: 'refused' | 'put_off'; code: string; served: boolean }

export type Mailer = { send(letter: Letter): Promise<Delivery>; close(): void }

/** One connection to the mail server, opened by the first letter. `send` never throws. */
export function openMailer({ url, from }: MailServer): Mailer {
  const limits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 1,
    maxRequeues: 0,
    ...limits,
  } as never)
  const place = /@([^\s>@]+)>?$/.exec(from)?.[1] ?? 'lianshen.invalid'
  return {
    send: async ({ id, ...letter }) => {
      try {
        await transport.sendMail({ ...letter, from, messageId: `<${id}@${place}>`, headers: machineMade })
        return { word: 'sent' }
      } catch (error) {
        return deliveryOf(error as MailError)
      }
    },
    close: () => transport.close(),
  }
}

/** So that absence notices do not answer (RFC 3834). */
const machineMade = { 'Auto-Submitted': 'auto-generated' }

type MailError = { code?: string; responseCode?: number; command?: string }

/** A final no (5xx) to the recipient is about the address; whatever else goes wrong may be put right at the server. */
function deliveryOf({ code = 'UNKNOWN', responseCode, command }: MailError): Delivery {
  if (responseCode === undefined) return { word: 'put_off', code, served: false }
  const final = command === 'RCPT TO' && responseCode >= 500
  return { word: final ? 'refused' : 'put_off', code: String(responseCode), served: code !== 'EAUTH' }
}
