import { connect, type Socket } from 'node:net'

/** Where a ClamAV daemon listens: TCP, or a socket file. */
export type ClamdAddress = { host: string; port: number } | { path: string }

/** What the daemon said; `unanswered` when it said nothing that counts, with its words for the log. */
export type Verdict = { word: 'clean' } | { word: 'infected'; finding: string } | { word: 'unanswered'; why: string }

const chunkBytes = 64 * 1024
const longestReply = 4_096

/** Sends a file to the daemon (its command INSTREAM) and gives its verdict; never throws. */
export async function askClamd(address: ClamdAddress, file: Buffer, seconds = 30): Promise<Verdict> {
  const { reply, why } = await converse(address, (socket) => sendFile(socket, file), seconds)
  return reply === null ? { word: 'unanswered', why } : readVerdict(reply)
}

/** Program and signatures of the daemon (its command VERSION): `ClamAV 1.4.1/27512/Mon Jan 5 …`; null without an answer. */
export async function clamdVersion(address: ClamdAddress, seconds = 30): Promise<string | null> {
  const { reply } = await converse(address, (socket) => socket.write('zVERSION\0'), seconds)
  return reply?.startsWith('ClamAV ') ? reply.slice(0, 200) : null
}

type Reply = { reply: string; why: '' } | { reply: null; why: string }

function converse(address: ClamdAddress, speak: (socket: Socket) => void, seconds: number): Promise<Reply> {
  return new Promise((resolve) => {
    const socket = connect(address)
    const timer = setTimeout(() => end(`no answer within ${seconds} s`), seconds * 1000)
    let reply = ''
    // The first end counts; a socket that is closed has nothing more to say.
    const end = (why: string | null) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(why === null ? { reply: reply.split('\0')[0]!.trim(), why: '' } : { reply: null, why })
    }
    socket.setEncoding('utf8').on('data', (text: string) => {
      reply += text
      if (reply.includes('\0')) end(null)
      else if (reply.length > longestReply) end('an endless answer')
    })
    socket.on('connect', () => speak(socket))
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
    socket.on('close', () => end('closed without an answer'))
  })
}

/** Each chunk after its length in four bytes, a length of zero at the end. */
function sendFile(socket: Socket, file: Buffer): void {
  socket.write('zINSTREAM\0')
  for (let at = 0; at < file.length; at += chunkBytes) {
    const chunk = file.subarray(at, at + chunkBytes)
    socket.write(lengthOf(chunk.length))
    socket.write(chunk)
  }
  socket.write(lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

/** `stream: OK`, `stream: NAME FOUND`, or an error such as `INSTREAM size limit exceeded. ERROR`. */
function readVerdict(line: string): Verdict {
  if (line === 'stream: OK') return { word: 'clean' }
  const found = /^stream: (.+) FOUND$/.exec(line)
  return found ? { word: 'infected', finding: found[1]!.slice(0, 200) } : { word: 'unanswered', why: line }
}
