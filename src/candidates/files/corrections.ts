import type { Changes } from '../candidate'

/** What says who a person is: with another name, sex or ID number the departments looked at somebody else. */
export const identityFields: readonly string[] = ['name', 'sex', 'idNumber']

/** Fields that a change names without saying what they were. */
export const withoutValues: readonly string[] = ['idNumber', 'relatives']

type Correction = { kind: string; at: Date; changes: Changes | null }

/**
 * What was corrected after an instant, field by field, the oldest value beside the newest; what was put back is left out.
 * An ID number, and how many relatives, are named without telling values apart, so they count once touched.
 */
export function correctionsSince(events: readonly Correction[], since: Date): Changes {
  const corrections = events.filter(({ kind, at }) => kind === 'correct' && at > since)
  const inOrder = corrections.sort((a, b) => a.at.getTime() - b.at.getTime())
  const merged: Changes = {}
  for (const { changes } of inOrder)
    for (const [field, [before, after]] of Object.entries(changes ?? {}))
      merged[field] = [merged[field] ? merged[field][0] : before, after]
  return Object.fromEntries(
    Object.entries(merged).filter(([field, [before, after]]) => withoutValues.includes(field) || before !== after),
  )
}

/** The person that departments reviewed is not the one of the corrected file. */
export function changesIdentity(changes: Changes): boolean {
  return identityFields.some((field) => Object.hasOwn(changes, field))
}
