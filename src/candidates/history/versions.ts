import type { CandidateFile, Changes } from '../candidate'

/** A file as it stood, with its team and masked ID number, whatever they were by then. Relatives by kinship and name. */
export type FileFields = CandidateFile & { teamId: string; idNumber: string | null; relatives: unknown }

/** `number` counts from 1, the file as it came in. `changes`: what made it of the version before; none for the first. */
export type FileVersion = { number: number; at: Date; changes: Changes | null; file: FileFields }

type Correction = { at: Date; changes: Changes | null }

/** Every version of a file, newest first, found by taking its corrections back one after the other. */
export function versionsOf(now: FileFields, enteredAt: Date, corrections: readonly Correction[]): FileVersion[] {
  const newest = corrections.filter(({ changes }) => changes).sort((a, b) => b.at.getTime() - a.at.getTime())
  let file = now
  const versions = newest.map(({ at, changes }, place): FileVersion => {
    const version = { number: newest.length - place + 1, at, changes, file }
    file = before(file, changes!)
    return version
  })
  return [...versions, { number: 1, at: enteredAt, changes: null, file }]
}

function before(file: FileFields, changes: Changes): FileFields {
  return { ...file, ...Object.fromEntries(Object.entries(changes).map(([field, [old]]) => [field, old])) }
}
