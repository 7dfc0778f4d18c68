import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** The one way to write a value as JSON (RFC 8785): keys sorted, no blanks, so that equal values have equal digests. */
export function canonicalJson(value: unknown): string {
  return canonicalize(JSON.parse(JSON.stringify(value))) ?? 'null'
}

/** SHA-256 of the canonical JSON, 64 lower-case hex digits. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
