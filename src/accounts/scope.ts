import type { Actor } from './actor'
import { administratorRoles } from './role'

/** Which cases an actor's queries may reach (house rule 7): it goes into the query, never into a check afterwards. */
export type Scope =
  | { kind: 'county' }
  | { kind: 'township'; townshipId: string }
  | { kind: 'department'; departmentId: string }
  | { kind: 'nothing' }

export function scopeOf(actor: Actor): Scope {
  if (actor.townshipId) return { kind: 'township', townshipId: actor.townshipId }
  if (actor.departmentId) return { kind: 'department', departmentId: actor.departmentId }
  if (administratorRoles.includes(actor.role)) return { kind: 'nothing' }
  if (actor.role === 'office' || actor.role === 'leading_group' || actor.role === 'observer') return { kind: 'county' }
  return { kind: 'nothing' }
}
