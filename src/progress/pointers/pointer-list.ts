import { listAddress } from '../../lib/list-address'
import type { PointerKind } from './pointer'

/** What narrows the pointers: a township (its id), part of the name of a person, a village or a department; '' for all. */
export type Narrowing = { township: string; words: string }

/** Which part of the list the address names. */
export type PointersAsked = Narrowing & { kind: PointerKind; looked: boolean }

export function pointersHref({ kind, looked, township, words, page }: PointersAsked & { page?: number }): string {
  return listAddress('/pointers', { kind, looked: looked ? 'yes' : '', township, q: words, page }, { page: 1 })
}
