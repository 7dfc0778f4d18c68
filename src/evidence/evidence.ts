/** Whose files: the kinds of record that files are attached to. The record's own feature says who may see them. */
export const holderTypes = [
  'candidate',
  'review',
  'recheck',
  'notice',
  'trigger',
  'deliberation',
  'rectification',
] as const
export type HolderType = (typeof holderTypes)[number]

/** One record that files are attached to. */
export type HeldBy = { recordType: HolderType; recordId: string }

/** What a file is by its content; its name says nothing. */
export type EvidenceKind = 'pdf' | 'jpg' | 'png' | 'docx' | 'xlsx'

export const mediaTypes: Record<EvidenceKind, string> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Waiting for the virus scanner · can be opened · held back for good. */
export type EvidenceState = 'quarantined' | 'clean' | 'refused'
export type EvidenceAct = 'pass' | 'refuse'

/** state × act → next; what is not here cannot happen (docs/states.md prints it). Only the scanner acts. */
export const evidenceTransitions: Record<EvidenceState, Partial<Record<EvidenceAct, EvidenceState>>> = {
  quarantined: { pass: 'clean', refuse: 'refused' },
  clean: { refuse: 'refused' },
  refused: {},
}

/** What an actor may do with the files of a record; `attach` includes taking away again. */
export type EvidenceAccess = 'none' | 'read' | 'attach'

/** Most files of one record at a time, and most bytes of them together. */
export const mostFiles = 20
export const mostBytes = 100 * 1024 * 1024

/** No single department may fill more than this share of the county's space, so that all of them can work. */
export const departmentShare = 0.25

/** One file as a record holds it; `item`: code of the item that it proves, of a review's files alone. */
export type AttachedFile = {
  id: string
  item: string | null
  fileName: string
  label: string | null
  kind: EvidenceKind
  /** Bytes. */
  size: number
  state: EvidenceState
  /** What the scanner calls what it found. */
  finding: string | null
  attachedAt: Date
  attachedBy: Person
  removed: { at: Date; by: Person; why: string } | null
}

/** Somebody who attached or took away, and for whom. */
export type Person = { name: string; townshipId: string | null; departmentId: string | null }
