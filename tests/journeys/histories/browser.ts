import { Agent, request } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { csrf } from '../../support/accounts'

export type Answer = { status: number; text: string }
export type Poster = { post(path: string, fields: Record<string, string | string[]>): Promise<Answer> }

/** Posts forms with a session's cookie over connections that are kept: thousands of lives spend little on asking. */
export function posters(server: Server): { of(cookie: string): Poster; end(): void } {
  const agent = new Agent({ keepAlive: true })
  const { port } = server.address() as AddressInfo
  const of = (cookie: string): Poster => ({
    post(path, fields) {
      const body = formOf(fields)
      const headers = {
        cookie,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      }
      return new Promise((resolve, reject) => {
        const asked = request({ agent, port, path, method: 'POST', headers }, (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => resolve({ status: answer.statusCode!, text: Buffer.concat(parts).toString() }))
        })
        asked.on('error', reject)
        asked.end(body)
      })
    },
  })
  return { of, end: () => agent.destroy() }
}

function formOf(fields: Record<string, string | string[]>): string {
  const pairs = Object.entries({ _csrf: csrf, ...fields }).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
  return new URLSearchParams(pairs).toString()
}
