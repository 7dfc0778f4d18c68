import { keyedDigest } from './seal'

/** Finds a person by ID number (18 characters) without decrypting anybody's: candidates, relatives and accounts alike. */
export function digestId(keys: { idDigestKey: Buffer }, number: string): string {
  return keyedDigest(keys.idDigestKey, number)
}

/** The last four characters of an ID number, as people read them out: to find somebody by, never to tell people apart. */
export function digestTail(keys: { idDigestKey: Buffer }, number: string): string {
  return keyedDigest(keys.idDigestKey, `tail:${number.slice(-4)}`)
}
