/** What an entry can be about; each has its word in the catalogue `audit:records`. */
export const recordTypes = [
  'account',
  'username',
  'county',
  'township',
  'team',
  'department',
  'cycle',
  'calendar',
  'criteria_set',
  'candidate',
  'roster',
  'round',
  'review',
  'packet',
  'outcome',
  'deliberation',
  'paper',
  'audit',
] as const

export type RecordType = (typeof recordTypes)[number]
