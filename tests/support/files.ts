import type { FileRow } from '../../src/candidates/files/files.store'
import { newId } from '../../src/lib/ids'
import type { Somebody } from '../rules/ledgers/people'
import type { County } from './county'

/** The file of somebody of whom a comparison knows name, birth and ID digest; its number is sealed for nobody. */
export function fileOf({ name, birth, idDigest }: Somebody, { cycleId, teams }: County, teamAt: number): FileRow {
  const team = teams[teamAt % teams.length]!
  const place = { cycleId, townshipId: team.townshipId, teamId: team.id }
  const empty = { ethnicGroup: null, politicalStatus: null, partyJoined: null, education: null, currentPost: null }
  const words = { bothPosts: null, isNew: null, source: null, nomination: null, phone: null, remarks: null }
  const sealed = { idDigest, idTail: idDigest, idCipher: Buffer.from('sealed') }
  return { id: newId(), name, birth, sex: 'male', ...sealed, ...place, ...empty, ...words, position: 'party_member' }
}
