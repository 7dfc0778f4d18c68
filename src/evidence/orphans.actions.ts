import type { Db } from '../db/client'
import { listSealed } from '../vault/sealed-files'
import { linksWithoutEvidence, storedDigests } from './evidence.store'

/** Nothing in any list: disk and tables agree. */
export type Orphans = {
  /** Digests that a row names and the folder does not have: a file was lost. */
  rowsWithoutFile: string[]
  /** Digests of files that no row names: an upload that a crash cut off. They do no harm. */
  filesWithoutRow: string[]
  /** Ids of links whose file has no row. */
  linksWithoutEvidence: string[]
}

/** An upload is on disk some moments before its row. */
const underWay = 10 * 60_000

/** Compares the folder with the tables; what is younger than ten minutes before `now` may still be under way. */
export async function orphanEvidence(db: Db, dir: string, now = new Date()): Promise<Orphans> {
  // Rows first: a file is there before its row, so none of these can be missing because it is new.
  const rows = await storedDigests(db)
  const files = await listSealed(dir)
  const [named, there] = [new Set(rows.map(({ digest }) => digest)), new Set(files.map(({ digest }) => digest))]
  const settled = files.filter(({ changedAt }) => now.getTime() - changedAt.getTime() > underWay)
  return {
    rowsWithoutFile: [...named].filter((digest) => !there.has(digest)).toSorted(),
    filesWithoutRow: settled.map(({ digest }) => digest).filter((digest) => !named.has(digest)),
    linksWithoutEvidence: await linksWithoutEvidence(db),
  }
}
