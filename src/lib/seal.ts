import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const version = 1
const ivBytes = 12
const tagBytes = 16

/**
 * Encrypts with AES-256-GCM: one byte of version, 12 of IV, 16 of tag, then the text. `context` names the record it
 * belongs to and is bound in, so that a value copied to another row does not open.
 */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), sealed])
}

/** The plain bytes again; throws when the key, the context or a byte is another. */
export function unseal(key: Buffer, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed)
  if (bytes[0] !== version) throw new Error(`sealed by an unknown version: ${bytes[0]}`)
  const [ivEnd, tagEnd] = [1 + ivBytes, 1 + ivBytes + tagBytes]
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, ivEnd)).setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(ivEnd, tagEnd))
  return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()])
}

/** HMAC-SHA-256 in hex: finds a value again without keeping it. */
export function keyedDigest(key: Buffer, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex')
}
