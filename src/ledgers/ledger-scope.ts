import type { Actor } from '../accounts/actor'

/** Whose ledgers an actor's queries reach: a department's own, or for the office those kinds that are open to it. */
export type LedgerScope = { kind: 'department'; departmentId: string } | { kind: 'office' } | { kind: 'nothing' }

export function ledgerScope(actor: Actor): LedgerScope {
  if (actor.departmentId) return { kind: 'department', departmentId: actor.departmentId }
  return actor.role === 'office' ? { kind: 'office' } : { kind: 'nothing' }
}
