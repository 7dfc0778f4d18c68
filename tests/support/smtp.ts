import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** `raw` is the letter as it arrived; `text` its subject and body, decoded. */
export type Arrived = { to: string; raw: string; text: string }
export type Smtp = { url: string; port: number; arrived: Arrived[]; close(): Promise<void> }

/** A mail server that takes letters for everybody but those whose address begins with `nobody`; `slow` in milliseconds. */
export async function startSmtp({ port = 0, slow = 0 } = {}): Promise<Smtp> {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? Object.assign(new Error('unknown'), { responseCode: 550 }) : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString()
        for (const { address } of session.envelope.rcptTo) arrived.push({ to: address, raw, text: textIn(raw) })
        setTimeout(done, slow)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const at = (server.server.address() as AddressInfo).port
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `smtp://127.0.0.1:${at}`, port: at, arrived, close }
}

function textIn(raw: string): string {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const subject = /^Subject: (.*(?:\r\n\s.*)*)/m.exec(head)?.[1] ?? ''
  const words = subject
    .replace(/\r\n\s+/g, ' ')
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, way: string, text: string) => decoded(text.replaceAll('_', ' '), way))
  return `${words}\n${decoded(body.join('\r\n\r\n'), /^Content-Transfer-Encoding: (\S)/im.exec(head)?.[1] ?? '7')}`
}

/** `way`: B(ase64), Q(uoted-printable), else plain. */
function decoded(text: string, way: string): string {
  if (/b/i.test(way)) return Buffer.from(text, 'base64').toString()
  if (!/q/i.test(way)) return text
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
