import accountsEn from './en/accounts.json'
import accountsZh from './zh-CN/accounts.json'
import auditEn from './en/audit.json'
import auditZh from './zh-CN/audit.json'
import candidatesEn from './en/candidates.json'
import candidatesZh from './zh-CN/candidates.json'
import certificatesEn from './en/certificates.json'
import certificatesZh from './zh-CN/certificates.json'
import criteriaEn from './en/criteria.json'
import criteriaZh from './zh-CN/criteria.json'
import cyclesEn from './en/cycles.json'
import cyclesZh from './zh-CN/cycles.json'
import deputiesEn from './en/deputies.json'
import deputiesZh from './zh-CN/deputies.json'
import electionsEn from './en/elections.json'
import electionsZh from './zh-CN/elections.json'
import evidenceEn from './en/evidence.json'
import evidenceZh from './zh-CN/evidence.json'
import errorsEn from './en/errors.json'
import errorsZh from './zh-CN/errors.json'
import jobsEn from './en/jobs.json'
import jobsZh from './zh-CN/jobs.json'
import ledgersEn from './en/ledgers.json'
import ledgersZh from './zh-CN/ledgers.json'
import findEn from './en/find.json'
import findZh from './zh-CN/find.json'
import historyEn from './en/history.json'
import historyZh from './zh-CN/history.json'
import invariantsEn from './en/invariants.json'
import invariantsZh from './zh-CN/invariants.json'
import libEn from './en/lib.json'
import libZh from './zh-CN/lib.json'
import meetingsEn from './en/meetings.json'
import meetingsZh from './zh-CN/meetings.json'
import nearnessEn from './en/nearness.json'
import nearnessZh from './zh-CN/nearness.json'
import noticesEn from './en/notices.json'
import noticesZh from './zh-CN/notices.json'
import packetsEn from './en/packets.json'
import packetsZh from './zh-CN/packets.json'
import organisationsEn from './en/organisations.json'
import organisationsZh from './zh-CN/organisations.json'
import outcomesEn from './en/outcomes.json'
import outcomesZh from './zh-CN/outcomes.json'
import ownListsEn from './en/ownLists.json'
import ownListsZh from './zh-CN/ownLists.json'
import papersEn from './en/papers.json'
import papersZh from './zh-CN/papers.json'
import pointersEn from './en/pointers.json'
import pointersZh from './zh-CN/pointers.json'
import progressEn from './en/progress.json'
import progressZh from './zh-CN/progress.json'
import rechecksEn from './en/rechecks.json'
import rechecksZh from './zh-CN/rechecks.json'
import rectificationsEn from './en/rectifications.json'
import rectificationsZh from './zh-CN/rectifications.json'
import remindersEn from './en/reminders.json'
import remindersZh from './zh-CN/reminders.json'
import returnsEn from './en/returns.json'
import returnsZh from './zh-CN/returns.json'
import reviewsEn from './en/reviews.json'
import reviewsZh from './zh-CN/reviews.json'
import todayEn from './en/today.json'
import todayZh from './zh-CN/today.json'
import rolesEn from './en/roles.json'
import rolesZh from './zh-CN/roles.json'
import rosterEn from './en/roster.json'
import rosterZh from './zh-CN/roster.json'
import roundsEn from './en/rounds.json'
import roundsZh from './zh-CN/rounds.json'
import sheetsEn from './en/sheets.json'
import sheetsZh from './zh-CN/sheets.json'
import shellEn from './en/shell.json'
import shellZh from './zh-CN/shell.json'
import signatoryEn from './en/signatory.json'
import signatoryZh from './zh-CN/signatory.json'
import splitEn from './en/split.json'
import splitZh from './zh-CN/split.json'
import styleguideEn from './en/styleguide.json'
import styleguideZh from './zh-CN/styleguide.json'
import standingsEn from './en/standings.json'
import standingsZh from './zh-CN/standings.json'
import togetherEn from './en/together.json'
import togetherZh from './zh-CN/together.json'
import triggersEn from './en/triggers.json'
import triggersZh from './zh-CN/triggers.json'
import vetEn from './en/vet.json'
import vetZh from './zh-CN/vet.json'

/** Every text for people, by language and namespace (one namespace per feature, one JSON file per language). */
export const catalogues = {
  'zh-CN': {
    deputies: deputiesZh,
    elections: electionsZh,
    meetings: meetingsZh,
    shell: shellZh,
    errors: errorsZh,
    roles: rolesZh,
    lib: libZh,
    split: splitZh,
    standings: standingsZh,
    styleguide: styleguideZh,
    ownLists: ownListsZh,
    criteria: criteriaZh,
    sheets: sheetsZh,
    roster: rosterZh,
    reminders: remindersZh,
    returns: returnsZh,
    vet: vetZh,
    audit: auditZh,
    invariants: invariantsZh,
    jobs: jobsZh,
    find: findZh,
    history: historyZh,
    accounts: accountsZh,
    organisations: organisationsZh,
    cycles: cyclesZh,
    candidates: candidatesZh,
    evidence: evidenceZh,
    nearness: nearnessZh,
    rounds: roundsZh,
    signatory: signatoryZh,
    triggers: triggersZh,
    ledgers: ledgersZh,
    reviews: reviewsZh,
    together: togetherZh,
    today: todayZh,
    rechecks: rechecksZh,
    rectifications: rectificationsZh,
    outcomes: outcomesZh,
    certificates: certificatesZh,
    notices: noticesZh,
    packets: packetsZh,
    papers: papersZh,
    pointers: pointersZh,
    progress: progressZh,
  },
  en: {
    deputies: deputiesEn,
    elections: electionsEn,
    meetings: meetingsEn,
    shell: shellEn,
    errors: errorsEn,
    roles: rolesEn,
    lib: libEn,
    split: splitEn,
    standings: standingsEn,
    styleguide: styleguideEn,
    ownLists: ownListsEn,
    criteria: criteriaEn,
    sheets: sheetsEn,
    roster: rosterEn,
    reminders: remindersEn,
    returns: returnsEn,
    vet: vetEn,
    audit: auditEn,
    invariants: invariantsEn,
    jobs: jobsEn,
    find: findEn,
    history: historyEn,
    accounts: accountsEn,
    organisations: organisationsEn,
    cycles: cyclesEn,
    candidates: candidatesEn,
    evidence: evidenceEn,
    nearness: nearnessEn,
    rounds: roundsEn,
    signatory: signatoryEn,
    triggers: triggersEn,
    ledgers: ledgersEn,
    reviews: reviewsEn,
    together: togetherEn,
    today: todayEn,
    rechecks: rechecksEn,
    rectifications: rectificationsEn,
    outcomes: outcomesEn,
    certificates: certificatesEn,
    notices: noticesEn,
    packets: packetsEn,
    papers: papersEn,
    pointers: pointersEn,
    progress: progressEn,
  },
}

export type Language = keyof typeof catalogues
