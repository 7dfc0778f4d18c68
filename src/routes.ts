import { accountsImportRoutes } from './accounts/import/accounts-import.routes'
import { watchRoutes } from './accounts/watch/watch.routes'
import { invitationsRoutes } from './accounts/invitations/invitations.routes'
import { accountsRoutes } from './accounts/accounts.routes'
import { deputiesRoutes } from './accounts/deputies/deputies.routes'
import { ownAccountRoutes } from './accounts/own-account/own-account.routes'
import { ownListsRoutes } from './accounts/own-lists/own-lists.routes'
import { passwordRoutes } from './accounts/passwords/passwords.routes'
import { signInRoutes } from './accounts/sign-in/sign-in.routes'
import { auditRoutes } from './audit/audit.routes'
import { candidateEvidence } from './candidates/files/candidate-evidence.actions'
import { candidatesRoutes } from './candidates/candidates.routes'
import { criteriaRoutes } from './criteria/criteria.routes'
import { itemsRoutes } from './criteria/items/items.routes'
import { calendarRoutes } from './cycles/calendar/calendar.routes'
import { cyclesRoutes } from './cycles/cycles.routes'
import { settingsRoutes } from './cycles/settings.routes'
import type { Deps } from './deps'
import { evidenceRoutes } from './evidence/evidence.routes'
import { jobsRoutes } from './jobs/jobs.routes'
import { ledgersRoutes } from './ledgers/ledgers.routes'
import { departmentsRoutes } from './organisations/departments/departments.routes'
import { placesRoutes } from './organisations/places.routes'
import { teamsImportRoutes } from './organisations/team-list/teams-import.routes'
import { batchesRoutes } from './outcomes/proposing/batches.routes'
import { decisionsRoutes } from './outcomes/meetings/decisions.routes'
import { meetingEvidence } from './outcomes/meetings/meeting-evidence.actions'
import { meetingsRoutes } from './outcomes/meetings/meetings.routes'
import { noticeRoutes } from './outcomes/notices/notice.routes'
import { noticeEvidence } from './outcomes/notices/notice-evidence.actions'
import { noticesRoutes } from './outcomes/notices/notices.routes'
import { outcomesRoutes } from './outcomes/outcomes.routes'
import { certificatesRoutes } from './outcomes/certificates/certificates.routes'
import { staleRoutes } from './outcomes/stale/stale.routes'
import { proposalsRoutes } from './outcomes/proposing/proposals.routes'
import { rectificationEvidence } from './outcomes/rectifications/rectification-evidence.actions'
import { rectificationRoutes } from './outcomes/rectifications/rectifications.routes'
import { papersRoutes } from './papers/papers.routes'
import { pointersRoutes } from './progress/pointers/pointers.routes'
import { progressRoutes } from './progress/progress.routes'
import { townshipRoutes } from './progress/township.routes'
import { deskAttachingRoutes } from './reviews/desk/desk-attaching.routes'
import { deskRoutes } from './reviews/desk/desk.routes'
import { fileReturnRoutes } from './reviews/desk/file-return.routes'
import { packetRoutes } from './reviews/packets/packets.routes'
import { reviewEvidence } from './reviews/proofs/review-evidence.actions'
import { queueRoutes } from './reviews/queue/queue.routes'
import { rechecksRoutes } from './reviews/rechecks/rechecks.routes'
import { sendingRoutes } from './reviews/rechecks/sending/sending.routes'
import { signatoryRoutes } from './reviews/signatory/signatory.routes'
import { signingRoutes } from './reviews/signing/signing.routes'
import { splitRoutes } from './reviews/split/split.routes'
import { togetherRoutes } from './reviews/together/together.routes'
import { carriedRoutes } from './rounds/carried/carried.routes'
import { dueRoutes } from './rounds/due/due.routes'
import { holdsRoutes } from './rounds/holds/holds.routes'
import { roundRoutes } from './rounds/rounds.routes'
import { triggerEvidence } from './rounds/triggers/trigger-evidence.actions'
import { triggersRoutes } from './rounds/triggers/triggers.routes'
import { electionsImportRoutes } from './teams/elections-import.routes'
import { electionsRoutes } from './teams/elections.routes'
import { homeRoutes } from './web/home.routes'
import { styleguideRoutes } from './web/styleguide/styleguide.routes'
import { languageRoutes } from './web/pages/language'
import type { Route } from './web/route'

/** The table of contents: one line per feature. Each route names its own gate. */
export function allRoutes(deps: Deps): Route[] {
  return [
    ...homeRoutes,
    ...languageRoutes,
    ...styleguideRoutes(deps),
    ...signInRoutes(deps),
    ...passwordRoutes(deps),
    ...ownAccountRoutes(deps),
    ...ownListsRoutes(deps),
    ...deputiesRoutes(deps),
    ...watchRoutes(deps),
    ...accountsImportRoutes(deps),
    ...invitationsRoutes(deps),
    ...accountsRoutes(deps),
    ...auditRoutes(deps),
    ...jobsRoutes(deps),
    ...settingsRoutes(deps),
    ...placesRoutes(deps),
    ...teamsImportRoutes(deps),
    ...departmentsRoutes(deps),
    ...cyclesRoutes(deps),
    ...calendarRoutes(deps),
    ...criteriaRoutes(deps),
    ...itemsRoutes(deps),
    ...proposalsRoutes(deps),
    ...staleRoutes(deps),
    ...certificatesRoutes(deps),
    ...outcomesRoutes(deps),
    ...noticesRoutes(deps),
    ...noticeRoutes(deps),
    ...batchesRoutes(deps),
    ...meetingsRoutes(deps),
    ...decisionsRoutes(deps),
    ...electionsImportRoutes(deps),
    ...electionsRoutes(deps),
    ...rectificationRoutes(deps),
    ...papersRoutes(deps),
    ...progressRoutes(deps),
    ...pointersRoutes(deps),
    ...townshipRoutes(deps),
    ...candidatesRoutes(deps),
    // Each record type that files are attached to, with what its feature says of them.
    ...evidenceRoutes(deps, {
      candidate: candidateEvidence,
      notice: noticeEvidence,
      rectification: rectificationEvidence,
      trigger: triggerEvidence,
      deliberation: meetingEvidence,
      review: reviewEvidence,
    }),
    ...dueRoutes(deps),
    ...roundRoutes(deps),
    ...carriedRoutes(deps),
    ...triggersRoutes(deps),
    ...holdsRoutes(deps),
    ...queueRoutes(deps),
    ...signingRoutes(deps),
    ...signatoryRoutes(deps),
    ...packetRoutes(deps),
    ...ledgersRoutes(deps),
    ...togetherRoutes(deps),
    ...splitRoutes(deps),
    ...deskRoutes(deps),
    ...deskAttachingRoutes(deps),
    ...fileReturnRoutes(deps),
    ...sendingRoutes(deps),
    ...rechecksRoutes(deps),
  ]
}
