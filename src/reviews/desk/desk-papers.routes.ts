import type { Request } from 'express'
import { candidateEvidence } from '../../candidates/files/candidate-evidence.actions'
import type { Deps } from '../../deps'
import type { HeldBy } from '../../evidence/evidence'
import { evidenceOf } from '../../evidence/evidence.actions'
import { type EvidencePart, evidencePart } from '../../evidence/evidence.view'
import type { EvidenceHolders } from '../../evidence/evidence.store'
import { noticeEvidence } from '../../outcomes/notices/notice-evidence.actions'
import { rectificationEvidence } from '../../outcomes/rectifications/rectification-evidence.actions'
import { broughtTo } from '../rechecks/brought.store'
import type { DeskReview } from '../reviews.store'

const holders: EvidenceHolders = {
  candidate: candidateEvidence,
  notice: noticeEvidence,
  rectification: rectificationEvidence,
}

/** The papers that a review is given to look at: those of a proof or a reply first, then those of the file. */
export async function papersOf({ db }: Deps, req: Request, { id, file }: DeskReview): Promise<EvidencePart | null> {
  const held: HeldBy[] = [...(await broughtTo(db, id)), { recordType: 'candidate', recordId: file.candidateId }]
  const parts = await Promise.all(
    held.map(async (on) => evidencePart(req, on, await evidenceOf(db, req.actor, holders[on.recordType]!, on))),
  )
  const files = parts.flatMap((part) => part?.files ?? [])
  return files.length ? { id: 'evidence', title: req.t('evidence:title'), files, upload: null, full: '' } : null
}
