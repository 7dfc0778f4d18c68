import { keyedDigest } from './seal'

/** Finds a person by ID number (18 characters) without decrypting anybody's: candidates, relatives and accounts alike. */
export function digestId(keys: { idDigestKey: Buffer }, number: string): string {
  return keyedDigest(keys.idDigestKey, number)
}
