import type { Tx } from '../../db/client'
import { newId } from '../../lib/ids'
import type { CandidateFile, DeclaredRelative } from '../candidate'
import { spellName } from '../pinyin'

/** A file as it is written: who, where, what it says, and the sealed ID number. */
export type FileRow = CandidateFile & {
  id: string
  cycleId: string
  townshipId: string
  teamId: string
  idCipher: Uint8Array
  idDigest: string
  idTail: string
}

/** Rows of one statement: a parameter of some megabytes stays well below what the database takes. */
const chunk = 5_000

/**
 * Writes new drafts, set-based: a hundred thousand rows are twenty statements. Gives how many were new: who was entered
 * in the same team a moment ago is left as it is.
 */
export async function insertFiles(tx: Tx, files: FileRow[], enteredById: string, now: Date): Promise<number> {
  let written = 0
  for (let start = 0; start < files.length; start += chunk) {
    const rows = JSON.stringify(files.slice(start, start + chunk).map(toRow))
    written += await tx.$executeRaw`
      INSERT INTO candidate (id, cycle_id, township_id, team_id, name, pinyin, initials, id_cipher, id_digest, id_tail, sex,
        birth_date, ethnic_group, political_status, party_joined, education, current_post, position, both_posts, is_new,
        source, nomination, phone, remarks, entered_by_id, created_at, updated_at)
      SELECT id, cycle_id, township_id, team_id, name, pinyin, initials, decode(id_cipher, 'base64'), id_digest, id_tail, sex,
        birth_date, ethnic_group, political_status, party_joined, education, current_post, position, both_posts, is_new,
        source, nomination, phone, remarks, ${enteredById}::uuid, ${now}, ${now}
      FROM jsonb_to_recordset(${rows}::jsonb) AS row (id uuid, cycle_id uuid, township_id uuid, team_id uuid, name text,
        pinyin text, initials text, id_cipher text, id_digest text, id_tail text, sex text, birth_date date, ethnic_group text,
        political_status text, party_joined text, education text, current_post text, position text, both_posts boolean,
        is_new boolean, source text, nomination text, phone text, remarks text)
      ON CONFLICT (cycle_id, team_id, id_digest) DO NOTHING`
  }
  return written
}

/** Writes corrected files over the old ones; each goes up one version. Township, team and cycle come along. */
export async function updateFiles(tx: Tx, files: FileRow[], now: Date): Promise<void> {
  for (let start = 0; start < files.length; start += chunk) {
    const rows = JSON.stringify(files.slice(start, start + chunk).map(toRow))
    await tx.$executeRaw`
      UPDATE candidate c SET township_id = row.township_id, team_id = row.team_id, name = row.name, pinyin = row.pinyin,
        initials = row.initials, id_cipher = decode(row.id_cipher, 'base64'), id_digest = row.id_digest, id_tail = row.id_tail, sex = row.sex,
        birth_date = row.birth_date, ethnic_group = row.ethnic_group, political_status = row.political_status,
        party_joined = row.party_joined, education = row.education, current_post = row.current_post,
        position = row.position, both_posts = row.both_posts, is_new = row.is_new, source = row.source,
        nomination = row.nomination, phone = row.phone, remarks = row.remarks, version = c.version + 1,
        updated_at = ${now}
      FROM jsonb_to_recordset(${rows}::jsonb) AS row (id uuid, township_id uuid, team_id uuid, name text, pinyin text,
        initials text, id_cipher text, id_digest text, id_tail text, sex text, birth_date date, ethnic_group text,
        political_status text, party_joined text, education text, current_post text, position text, both_posts boolean,
        is_new boolean, source text, nomination text, phone text, remarks text)
      WHERE c.id = row.id`
  }
}

/** The declared relatives of one candidate, in place of the old. */
export async function replaceRelatives(tx: Tx, candidateId: string, relatives: DeclaredRelative[]): Promise<void> {
  await tx.relative.deleteMany({ where: { candidateId } })
  await tx.relative.createMany({ data: relatives.map((relative) => ({ id: newId(), candidateId, ...relative })) })
}

function toRow(file: FileRow) {
  return {
    id: file.id,
    cycle_id: file.cycleId,
    township_id: file.townshipId,
    team_id: file.teamId,
    name: file.name,
    ...spellName(file.name),
    id_cipher: Buffer.from(file.idCipher).toString('base64'),
    id_digest: file.idDigest,
    id_tail: file.idTail,
    sex: file.sex,
    birth_date: file.birth,
    ethnic_group: file.ethnicGroup,
    political_status: file.politicalStatus,
    party_joined: file.partyJoined,
    education: file.education,
    current_post: file.currentPost,
    position: file.position,
    both_posts: file.bothPosts,
    is_new: file.isNew,
    source: file.source,
    nomination: file.nomination,
    phone: file.phone,
    remarks: file.remarks,
  }
}
