import { CannotStart } from '../lib/cannot-start'
import { keyedDigest } from '../lib/seal'
import type { Db } from './client'

/**
 * Refuses a process whose key is not the one that this county's ID numbers are sealed and digested with: it would find
 * nobody and store what the others cannot read. The first process writes the proof, every later one is held to it.
 * @throws CannotStart
 */
export async function checkKey(db: Db, { idDigestKey }: { idDigestKey: Buffer }): Promise<void> {
  const digest = keyedDigest(idDigestKey, 'key check')
  await db.keyCheck.createMany({ data: [{ id: 1, digest }], skipDuplicates: true })
  const kept = await db.keyCheck.findUniqueOrThrow({ where: { id: 1 } })
  if (kept.digest !== digest)
    throw new CannotStart(
      'The key of this process is not the one that the county uses: ID numbers could not be read. ' +
        'Give it the ID_KEY or the keys.json of the other processes, or the one from the back-up.',
    )
}
