import type { Tx } from '../../db/client'

export async function isSigned(db: Tx, reviewId: string): Promise<boolean> {
  return (await db.review.count({ where: { id: reviewId, state: 'signed' } })) > 0
}
