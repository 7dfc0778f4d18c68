import { digestOf } from '../lib/canonical'
import type { CriteriaSet } from './criteria'

/** SHA-256 (hex) of what a set says: the order of items counts, the order of properties does not. */
export function criteriaDigest(criteria: CriteriaSet): string {
  return digestOf(criteria)
}
