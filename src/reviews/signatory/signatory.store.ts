import type { Tx } from '../../db/client'

/** `version` is the one that the review has after going up by this. */
export type NewSendBack = { reviewId: string; version: number; words: string; byId: string; at: Date }

/** Gives the draft back; it keeps its answers, and whoever has an older form open is told. */
export async function saveSendBack(tx: Tx, sendBack: NewSendBack): Promise<void> {
  await tx.sendBack.create({ data: sendBack })
  await tx.review.update({ where: { id: sendBack.reviewId }, data: { version: sendBack.version } })
}

/** Whether this account gave the review back with these words and nobody has saved it since. */
export async function isSentBackBy(tx: Tx, reviewId: string, byId: string, words: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM send_back b JOIN review v ON v.id = b.review_id AND v.version = b.version
    WHERE v.id = ${reviewId}::uuid AND b.by_id = ${byId}::uuid AND b.words = ${words}`
  return rows.length > 0
}

export type Opening = { reviewId: string; accountId: string; version: number }

export async function findOpening(tx: Tx, opening: Opening): Promise<boolean> {
  return (await tx.reviewOpening.count({ where: opening })) > 0
}

/** Gives false when the same version had been opened before. */
export async function insertOpening(tx: Tx, opening: Opening & { at: Date }): Promise<boolean> {
  return (await tx.reviewOpening.createMany({ data: [opening], skipDuplicates: true })).count > 0
}
