import { criteriaDigest } from '../../../src/criteria/digest'
import { certificateOf, type Certificate } from '../../../src/outcomes/certificates/certificate'
import { offers, groundChoices } from '../../../src/outcomes/outcome'
import { approvedSnapshot, type FullSnapshot, snapshotDigest } from '../../../src/outcomes/snapshot'
import { ruleVersion, standingOf, type StandingInput } from '../../../src/standings/standing'

/** The approved snapshot of a case, decided as its standing allows; one that allows nothing is taken as eligible. */
export function snapshotOfCase({ criteria, ...input }: StandingInput, digest = criteriaDigest(criteria)): FullSnapshot {
  const standing = standingOf({ criteria, ...input })
  const offer = offers[standing.standing]
  const outcome = offer.ground ? 'ineligible' : 'eligible'
  const groundItems = offer.ground ? groundChoices(standing).slice(0, 1) : []
  const proposed: FullSnapshot = {
    format: 2,
    ruleVersion,
    candidateId: '0198f3a0-0000-7000-8000-000000000001',
    roundId: '0198f3a0-0000-7000-8000-000000000002',
    criteria: { ...criteria, digest: digest },
    candidate: { name: '云川1', township: '青山镇', team: '一村', post: 'director', maskedId: '150123********001X' },
    round: 1,
    departments: input.departments.map((key) => ({ key, name: `${key}局`, nameEn: `Bureau ${key}` })),
    signatures: input.reviews.filter(({ state }) => state === 'signed').map(({ department }) => signature(department)),
    meeting: offer.deliberation ? { metOn: '2026-01-09', documentNumber: '示换领纪〔2026〕1号' } : null,
    input,
    standing,
    proposal: { outcome, groundItems, until: null, words: '', deliberationId: offer.deliberation ? 'meeting' : null },
    proposedBy: 'office',
    proposer: '拟定人',
    proposedAt: '2026-01-10T01:00:00.000Z',
    approvedBy: null,
    approver: null,
    approvedAt: null,
  }
  return approvedSnapshot(
    proposed,
    { accountId: 'group', name: '审定人' },
    new Date('2026-01-10T02:00:00Z'),
  ) as FullSnapshot
}

export function certificateOfCase(input: StandingInput): Certificate {
  const snapshot = snapshotOfCase(input)
  return certificateOf('0198f3a0-0000-7000-8000-000000000003', snapshot, snapshotDigest(snapshot))
}

function signature(department: string): FullSnapshot['signatures'][number] {
  const minute = String(department.length).padStart(2, '0')
  return {
    department,
    reviewId: `review-${department}`,
    round: 1,
    drafterId: `drafter-${department}`,
    drafter: '经办人',
    signerId: `signer-${department}`,
    signer: '签发人',
    signedAt: `2026-01-09T03:${minute}:00.000Z`,
  }
}
