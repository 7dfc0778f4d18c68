import type { Deps } from '../../deps'
import { digestTail } from '../../lib/id-digest'
import { openId } from '../id-seal'
import { filesWithoutTail, saveTails } from './tails.store'

const chunk = 2_000

/** Makes the digests of last characters that an older version did not write; at every start, and then there are none. */
export async function makeTails({ db, keys }: Pick<Deps, 'db' | 'keys'>): Promise<void> {
  for (;;) {
    const files = await filesWithoutTail(db, chunk)
    if (!files.length) return
    const tails = files.map(({ id, idCipher }) => ({ id, tail: digestTail(keys, openId(keys, idCipher, id)) }))
    await saveTails(db, tails)
  }
}
