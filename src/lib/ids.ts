import { randomBytes } from 'node:crypto'

/**
 * A new UUID v7 (RFC 9562 §6.2, method 1): 48 bits of milliseconds, a counter of 42 bits that starts anywhere and goes up
 * with every id of this process, 32 random bits. Ids of one process sort in the order in which they were made, also
 * within a millisecond: rows that one act writes together stay in their order.
 */
export function newId(now: number = Date.now()): string {
  counter = (counter + 1n) & 0x3ff_ffff_ffffn
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt16BE(0x7000 | Number(counter >> 30n), 6)
  bytes.writeUInt32BE((0x80000000 | Number(counter & 0x3fff_ffffn)) >>> 0, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Half of its range is left before it could turn over within a process's life. */
let counter = BigInt(`0x${randomBytes(5).toString('hex')}`)
