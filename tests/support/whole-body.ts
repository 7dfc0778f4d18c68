import type { Response } from 'supertest'

/** For `.buffer(true).parse(wholeBody)`: a file that was sent, byte for byte, as `body`. */
export function wholeBody(res: Response, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = []
  res.on('data', (part: Buffer) => parts.push(part))
  res.on('end', () => done(null, Buffer.concat(parts)))
}
