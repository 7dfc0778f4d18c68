import { createServer, type Socket } from 'node:net'

export type Clamd = { address: { host: string; port: number }; received: Buffer[]; close(): void }

/** A server that speaks clamd's INSTREAM and VERSION and finds only EICAR-TEST; refuses more than `most` bytes, as clamd does. */
export async function startClamd({
  most = 25_000_000,
  port = 0,
  version = 'ClamAV 1.4.1/27512/Mon Jan  5 08:00:00 2026',
} = {}): Promise<Clamd> {
  const received: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let bytes = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk])
      const reply = replyTo(bytes, { most, received, version })
      if (reply) socket.end(`${reply}\0`)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = { host: '127.0.0.1', port: (server.address() as { port: number }).port }
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { address, received, close }
}

/** null: more has to come. */
function replyTo(
  bytes: Buffer,
  { most, received, version }: { most: number; received: Buffer[]; version: string },
): string | null {
  const command = bytes.indexOf(0)
  if (command < 0) return null
  const asked = bytes.subarray(0, command).toString()
  if (asked === 'zVERSION') return version
  if (asked !== 'zINSTREAM') return 'UNKNOWN COMMAND'
  const chunks: Buffer[] = []
  let [at, total] = [command + 1, 0]
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    if (length === 0) return verdictOn(Buffer.concat(chunks), received)
    if ((total += length) > most) return 'INSTREAM size limit exceeded. ERROR'
    if (at + 4 + length > bytes.length) return null
    chunks.push(bytes.subarray(at + 4, (at += 4 + length)))
  }
  return null
}

function verdictOn(file: Buffer, received: Buffer[]): string {
  received.push(file)
  return file.includes('EICAR-TEST') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'
}
