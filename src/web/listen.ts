import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '../lib/cannot-start'

export type Listening = {
  /** Where it can be opened, e.g. http://127.0.0.1:3000. */
  address: string
  /** Takes no more requests, and waits for those under way, but not longer than `seconds`. */
  stop(seconds: number): Promise<void>
}

/** @throws CannotStart when the port is taken or not ours to take. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)))
    server.listen(port, host, resolve)
  })
  return { address: addressOf(server, host), stop: (seconds) => stop(server, seconds) }
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port with PORT, e.g. PORT=${port + 1}.`,
    EACCES: `This account may not listen on port ${port}. Choose one above 1023 with PORT.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Set HOST to one that is, or to 0.0.0.0 for all of them.`,
    ENOTFOUND: `${host} is not the name of this machine. Set HOST to one of its addresses.`,
  }
  const reason = reasons[error.code ?? '']
  return reason ? new CannotStart(reason) : error
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  const everywhere = host === '0.0.0.0' || host === '::'
  return `http://${everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`
}

async function stop(server: Server, seconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection that is kept alive falls idle only when its answer is out; close() looked once, before that.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  await Promise.race([closed, sleep(seconds * 1000, undefined, { ref: false })])
  clearInterval(idle)
  server.closeAllConnections()
  await closed
}
