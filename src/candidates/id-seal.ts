import { digestId, digestTail } from '../lib/id-digest'
import { seal, unseal } from '../lib/seal'

/** The two keys of src/keys.ts that ID numbers need. */
export type IdKeys = { idKey: Buffer; idDigestKey: Buffer }

/** An ID number (18 characters) as it is stored; the cipher opens only beside the candidate it was sealed for. */
export function sealId(
  keys: IdKeys,
  number: string,
  candidateId: string,
): { idCipher: Buffer<ArrayBuffer>; idDigest: string; idTail: string } {
  const idCipher = Buffer.from(seal(keys.idKey, Buffer.from(number), contextOf(candidateId)))
  return { idCipher, idDigest: digestId(keys, number), idTail: digestTail(keys, number) }
}

/** The ID number again. Every page that prints it whole records that it did. */
export function openId(keys: IdKeys, idCipher: Uint8Array, candidateId: string): string {
  return unseal(keys.idKey, idCipher, contextOf(candidateId)).toString()
}

function contextOf(candidateId: string): string {
  return `candidate:${candidateId}`
}
