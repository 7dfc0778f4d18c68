import { randomBytes } from 'node:crypto'
import { checkKey } from '../../src/db/key-check'
import { CannotStart } from '../../src/lib/cannot-start'
import { freshDatabase } from '../support/database'

test('a process with another key than the county’s does not start; with the same it does', async () => {
  const { db, close } = await freshDatabase()
  const idDigestKey = randomBytes(32)
  await checkKey(db, { idDigestKey })
  await checkKey(db, { idDigestKey })
  await expect(checkKey(db, { idDigestKey: randomBytes(32) })).rejects.toThrow(CannotStart)
  await close()
})
