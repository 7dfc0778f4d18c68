import request from 'supertest'
import { roles, type Role } from '../../src/accounts/role'
import { newId } from '../../src/lib/ids'
import { allRoutes } from '../../src/routes'
import { actorIn, makeCounty, type County } from '../support/county'
import { signedIn, type Browser } from '../support/accounts'
import { testApp, type TestApp } from '../support/app'

/**
 * Who may ask for what, written down once more and apart from the code: a new route that is not here fails.
 * c township clerk · l township lead · r reviewer · s signatory · o office · g leading group · v observer ·
 * a system administrator · k security administrator · u auditor · * everybody signed in · ? anyone
 */
const table = `
  *     get /
  ?     get /language/:lang
  ?     get /styleguide
  ?     get /sign-in
  ?     post /sign-in
  *     post /sign-out
  ?     get /password/:secret
  ?     get /set-password
  ?     post /set-password
  *     get /account/password
  *     post /account/password
  *     get /account
  *     post /account/session-endings
  *     get /own-lists
  *     post /own-lists
  *     post /own-lists/columns/:list
  *     post /own-lists/:id/name
  *     post /own-lists/:id/deletion
  *     get /jobs
  *     get /jobs/:id
  *     get /jobs/:id/file
  *     post /jobs/:id/cancellation
  sk    get /deputies
  s     post /deputies
  sk    post /deputies/:id/ending
  aku   get /administration
  a     get /accounts/import
  a     get /accounts/import/sample
  a     post /accounts/import
  a     post /accounts/import/rows
  a     get /accounts/invitations
  a     post /accounts/invitations
  ak    get /accounts
  ak    get /accounts/workbook
  a     get /accounts/new
  a     post /accounts
  ak    get /accounts/:id
  ak    get /accounts/:id/change
  ak    post /accounts/:id/change
  a     post /accounts/:id/link
  ak    post /accounts/:id/disabling
  a     post /accounts/:id/enabling
  k     post /accounts/:id/unlocking
  k     post /accounts/:id/session-endings
  u     get /audit
  u     get /audit/workbook
  u     get /audit/:id
  u     post /audit/verification
  u     post /audit/exports
  oa    get /settings
  o     get /settings/county
  o     post /settings/county
  o     get /settings/townships
  o     post /settings/townships
  o     get /settings/townships/:id
  o     post /settings/townships/:id
  o     post /settings/townships/:id/teams
  o     get /settings/teams/:id
  o     post /settings/teams/:id
  o     get /settings/import
  o     get /settings/import/sample
  o     post /settings/import
  o     post /settings/import/rows
  o     get /settings/departments
  o     post /settings/departments
  o     post /settings/departments/roster
  o     post /settings/departments/kinds
  o     get /settings/departments/:id
  o     post /settings/departments/:id
  o     get /settings/cycles
  o     get /settings/cycles/new
  o     post /settings/cycles
  ogv   get /settings/cycles/:id
  o     get /settings/cycles/:id/edit
  o     post /settings/cycles/:id
  o     post /settings/cycles/:id/opening
  o     post /settings/cycles/:id/closing
  o     get /settings/calendar
  o     post /settings/calendar/public
  o     post /settings/calendar/years
  o     post /settings/calendar/days
  o     post /settings/calendar/days/removal
  ogv   get /settings/cycles/:id/criteria
  og    get /settings/cycles/:id/criteria/file
  o     get /settings/cycles/:id/criteria/choice
  o     post /settings/cycles/:id/criteria/preset
  o     post /settings/cycles/:id/criteria/copy
  o     post /settings/cycles/:id/criteria/file
  o     post /settings/cycles/:id/criteria/name
  o     get /settings/cycles/:id/criteria/new-item
  o     post /settings/cycles/:id/criteria/items
  o     get /settings/cycles/:id/criteria/items/:code
  o     post /settings/cycles/:id/criteria/items/:code
  o     post /settings/cycles/:id/criteria/items/:code/removal
  o     post /settings/cycles/:id/criteria/items/:code/place
  o     get /outcomes/new
  o     post /outcomes
  og    get /outcomes
  og    get /outcomes/workbook
  og    get /outcomes/stale
  og    get /outcomes/stale/workbook
  og    get /outcomes/:id
  og    get /outcomes/:id/certificate
  og    get /outcomes/:id/certificate.json
  og    post /outcomes/choice
  g     post /outcomes/approvals
  g     post /outcomes/refusals
  o     post /outcomes/take-backs
  o     post /outcomes/preview
  og    get /outcomes/batches/:id
  o     post /outcomes/batches/:id/taking-back
  og    get /meetings
  og    get /meetings/workbook
  o     get /meetings/new
  o     post /meetings
  og    get /meetings/:id
  o     post /meetings/:id/agenda
  o     post /meetings/:id/attendance
  o     get /meetings/:id/closing
  o     post /meetings/:id/closing
  og    get /meetings/:id/minutes
  og    get /meetings/:id/items/:item
  o     post /meetings/:id/items/:item
  o     get /meetings/:id/proposals
  o     post /meetings/:id/proposals
  clog  get /notices
  clog  get /notices/workbook
  o     get /notices/new
  o     post /notices
  clog  get /notices/:id
  clog  get /notices/:id/letters/:form
  clo   post /notices/:id/handing-over
  o     post /notices/:id/correction
  clo   post /notices/:id/reply
  o     post /notices/:id/acceptance
  clo   post /notices/:id/waiver
  o     post /notices/:id/lapse
  o     post /notices/:id/stop
  o     post /notices/:id/resumption
  o     post /notices/:id/re-review
  g     post /notices/:id/upholding
  g     post /notices/:id/change
  clog  get /rectifications
  clog  get /rectifications/workbook
  clog  get /outcomes/:id/rectification
  clo   post /outcomes/:id/rectification
  o     post /outcomes/:id/rectification/recheck
  og    get /rechecks
  og    get /rechecks/workbook
  o     get /rechecks/new
  o     post /rechecks/disputes/preview
  o     post /rechecks/disputes
  o     post /rechecks/gaps
  og    get /rechecks/:id
  o     post /rechecks/:id/cancellation
  clogv get /elections
  clogv get /elections/workbook
  clogv get /elections/:id
  clo   post /elections/:id
  clo   get /elections/import
  clo   get /elections/import/sample
  clo   post /elections/import
  clo   post /elections/import/rows
  og    get /papers
  clog  get /papers/:kind
  clog  get /papers/:kind/print
  clog  get /papers/:kind/workbook
  clog  post /papers/:kind/exports
  ogv   get /progress
  og    get /pointers
  og    get /pointers/workbook
  o     get /evidence
  o     post /pointers/looks
  cl    get /township
  clrsogv get /find
  clrsogv post /find
  clogv get /candidates
  clogv get /candidates/workbook
  clogv post /candidates/searches
  co    get /candidates/import
  co    get /candidates/export
  co    post /candidates/exports
  co    get /candidates/import/sample
  co    post /candidates/imports
  co    get /candidates/imports/:id
  co    post /candidates/imports/:id/acceptance
  co    get /candidates/imports/:id/problems
  co    get /candidates/new
  co    post /candidates
  co    get /candidates/:id/edit
  co    post /candidates/:id/file
  c     post /candidates/submissions
  l     post /candidates/screenings
  co    post /candidates/:id/submission
  l     post /candidates/:id/screening
  co    post /candidates/:id/resubmission
  co    post /candidates/:id/withdrawal
  clog  get /candidates/:id
  clrsog get /candidates/:id/history
  clrsog get /candidates/:id/versions/:number
  co    post /candidates/:id/number-views
  clrsog get /evidence/:id
  clrsog post /evidence/:id/removal
  clrsog post /evidence/:recordType/:recordId
  o     get /rounds
  o     get /rounds/workbook
  o     get /rounds/overdue
  o     post /rounds/overdue/reminders
  o     get /rounds/new
  o     post /rounds/preview
  o     post /rounds
  o     get /rounds/:id
  o     get /rounds/:id/carried
  o     get /rounds/:id/carried/workbook
  o     get /rounds/:id/closing
  o     post /rounds/:id/closing
  o     get /rounds/:id/departments/:department/extension
  o     post /rounds/:id/departments/:department/extension
  o     post /rounds/:id/departments/:department/reminder
  og    get /holds
  og    get /holds/workbook
  rso   get /triggers
  rso   get /triggers/workbook
  rso   get /triggers/:id
  o     post /triggers/:id/setting-aside
  o     post /triggers/:id/asking
  o     get /candidates/:id/triggers/new
  o     post /candidates/:id/triggers
  rs    get /reviews/:id/trigger
  rs    post /reviews/:id/trigger
  rs    get /reviews
  rs    get /reviews/workbook
  rs    post /reviews/search
  rs    get /reviews/signing
  rs    post /reviews/signing/preview
  rs    post /reviews/signing
  rs    get /reviews/:id/send-back
  rs    post /reviews/:id/send-back
  rs    get /reviews/together
  rs    post /reviews/together/preview
  rs    post /reviews/together
  rs    get /reviews/together/:id
  rs    post /reviews/together/:id/taking-back
  rs    get /reviews/split
  s     post /reviews/split/preview
  s     post /reviews/split
  rs    get /reviews/split/taking-over
  rs    post /reviews/split/taking-over
  rs    get /reviews/packets
  rs    post /reviews/packets/out/:id
  rs    post /reviews/packets
  rs    get /reviews/packets/:id
  rs    get /reviews/packets/:id/workbook
  rs    get /reviews/packets/:id/check
  rs    post /reviews/packets/:id/choices
  rs    post /reviews/packets/:id/taking
  rso   get /ledgers
  rs    get /ledgers/import
  rs    get /ledgers/samples/:kind
  rs    post /ledgers/imports
  rs    get /ledgers/imports/:id
  rs    post /ledgers/imports/:id/taking
  rs    get /ledgers/screening
  rs    post /ledgers/comparisons
  rs    get /ledgers/hits
  rs    get /ledgers/hits/workbook
  rs    get /ledgers/hits/next
  rs    get /ledgers/hits/namesakes
  rs    post /ledgers/hits/namesakes
  rs    get /ledgers/hits/:rowId/:candidateId
  rs    post /ledgers/hits/:rowId/:candidateId
  rso   get /ledgers/:id
  rso   get /ledgers/:id/workbook
  rs    get /reviews/:id
  rs    post /reviews/:id/draft
  rs    post /reviews/:id/papers
  rs    post /reviews/:id/number
  rs    get /reviews/:id/return
  rs    post /reviews/:id/return
  rs    get /reviews/:id/recusal
  rs    post /reviews/:id/recusal
`

const letters: Record<Role, string> = {
  township_clerk: 'c',
  township_lead: 'l',
  reviewer: 'r',
  signatory: 's',
  office: 'o',
  leading_group: 'g',
  observer: 'v',
  system_admin: 'a',
  security_admin: 'k',
  auditor: 'u',
}

const written = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))
  .map(([who, method, path]) => ({ who: who!, route: `${method} ${path}`, method: method!, path: path! }))

let world: TestApp
let county: County
const browsers = new Map<Role, Browser>()

beforeAll(async () => {
  world = await testApp()
  county = await makeCounty(world.deps.db, world.deps.keys)
  for (const role of roles) browsers.set(role, await signedIn(world, actorIn(county, role)))
})
afterAll(() => world.close())

test('every route is in the table, and nothing else is', () => {
  const real = allRoutes(world.deps).map(({ method, path }) => `${method} ${path}`)
  expect([...real].sort()).toEqual(written.map(({ route }) => route).sort())
})

test.each(written)(
  '$route lets in nobody who is not signed in, unless anyone may ($who)',
  async ({ who, method, path }) => {
    // Signing out twice is no mistake.
    if (who === '?' || path === '/sign-out') return
    const answer = await send(request(world.app), method, path)
    expect([answer.status, answer.headers['location']?.split('?')[0]]).toEqual(
      method === 'get' ? [303, '/sign-in'] : [401, undefined],
    )
  },
)

test.each(written)('$route is for $who', async ({ who, method, path }) => {
  for (const role of roles) {
    // Signing out and ending sessions would end the walk.
    if (path === '/sign-out' || path.endsWith('session-endings')) continue
    const mine = who === '?' || who === '*' || who.includes(letters[role])
    const answer = await ask(browsers.get(role)!, method, path)
    expect({ role, refused: isOtherRole(answer) }).toEqual({ role, refused: !mine })
    expect({ role, status: answer.status < 500 }).toEqual({ role, status: true })
  }
})

test('a form without its token changes nothing, whoever sends it', async () => {
  const forms = written.filter(({ method, who }) => method === 'post' && who !== '?')
  for (const { who, path } of forms) {
    const role = roles.find((one) => who === '*' || who.includes(letters[one]))!
    const answer = await browsers.get(role)!.postWithoutToken(filled(path))
    expect({ path, status: answer.status }).toEqual({ path, status: 403 })
  }
})

type Answer = { status: number; text: string; headers: Record<string, string> }

/** A record that does not exist: whoever may ask gets 404, never somebody's data. */
function filled(path: string): string {
  return path.replace(/:(\w+)/g, (_all, name: string) => (/^id$|Id$/.test(name) ? newId() : name))
}

function send(agent: ReturnType<typeof request>, method: string, path: string): Promise<Answer> {
  return method === 'get' ? agent.get(filled(path)) : agent.post(filled(path)).type('form').send({})
}

function ask(browser: Browser, method: string, path: string): Promise<Answer> {
  return method === 'get' ? browser.get(filled(path)) : browser.post(filled(path))
}

function isOtherRole({ status, text }: Answer): boolean {
  return status === 403 && text.includes('您现在的身份是')
}
