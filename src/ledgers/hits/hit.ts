import type { Day } from '../../lib/day'
import type { Sex } from '../../lib/id-number'
import type { KindKey } from '../kind'
import type { HitKey } from '../match-key'

export const decisions = ['same', 'not_same'] as const
export type Decision = (typeof decisions)[number]

/** Where a hit stands: nobody has looked yet, or what was decided on the two records as they are now. */
export const hitStates = ['open', ...decisions] as const
export type HitState = (typeof hitStates)[number]

/** `namesakes`: only those that are plainly somebody else of the same name. */
export type HitFilter = { state: HitState; kind: KindKey | ''; words: string; namesakes?: boolean }

/** Which row and which candidate. */
export type Pair = { rowId: string; candidateId: string }

/** A row and a candidate that share a key, side by side. */
export type Hit = Pair & {
  ledgerId: string
  kind: KindKey
  key: HitKey
  state: HitState
  row: {
    name: string | null
    idCipher: Uint8Array | null
    idDigest: string | null
    digest: string
    sexes: Sex[]
    births: Day[]
    years: number[]
    township: string | null
    village: string | null
    values: Record<string, string>
    row: number
    version: number
  }
  candidate: {
    name: string
    idCipher: Uint8Array
    idDigest: string
    sex: Sex
    birth: Day
    township: string
    village: string
    identity: string
  }
  /** Only names meet, and number, birth or sex disagree: may be cleared together with others like it. */
  namesake: boolean
  /** The department's newest review of the candidate, and whether it has signed any in this cycle. */
  reviewId: string
  signed: boolean
  decided: { words: string; by: string; at: Date } | null
}

/** Exact enough for a new row to ask for a new look by itself; all others wait until somebody has said "same person". */
export const certainKeys: readonly HitKey[] = ['id', 'name_birth']

/** So many hits are decided in one act: as many as somebody can look through. */
export const mostTogether = 200
