import { digestOf } from './canonical'

/** Somebody else changed the record while this form was open; `newer` is what it says now. HTTP 409. */
export class Stale extends Error {
  override name = 'Stale'
  constructor(readonly newer: object) {
    super('the record has changed')
  }
}

/** What a form carries along to say which text it was made from: 16 hex digits of the record's digest. */
export function seenOf(record: object): string {
  return digestOf(record).slice(0, 16)
}

/** Throws Stale unless the form was made from what the record says now. */
export function refuseStale(seen: string, record: object): void {
  if (seen !== seenOf(record)) throw new Stale(record)
}
