import { verifyChain } from '../audit/verify.actions'
import { openId } from '../candidates/id-seal'
import type { Tx } from '../db/client'
import type { Deps } from '../deps'
import { canonicalJson } from '../lib/canonical'
import { orphanEvidence } from '../evidence/orphans.actions'
import { digestId } from '../lib/id-digest'
import { standingOf } from '../standings/standing'
import { standingInputs } from '../standings/standings.actions'
import { type Checked, type CheckName, nothingSeen, type Seen, seenAlso } from './check'
import {
  candidatePaths,
  noticePaths,
  type SealedNumber,
  sealedNumbers,
  storedOutcomes,
  type StoredStanding,
  storedStandings,
} from './chunks.store'
import { settleDown } from './counting.store'
import { links, people } from './links.store'
import { brokenOutcomes, outcomeChecks } from './outcome-checks'
import { outcomeEnds, outcomeForce, outcomePeople, rechecks, signers, twoHands, words } from './records.store'
import { frozenLists, reviewsOfRounds, wholeAnswers } from './rounds.store'
import { isCandidatePath, isNoticePath } from './steps'

type Given = Pick<Deps, 'db' | 'keys' | 'config'>

/**
 * Looks at everything that the county has stored, check by check; `tell` hears of each as soon as it is done. Nothing is
 * written, nobody waits, and each check sees the county at one moment. Memory stays the same however many people there are.
 */
export async function checkInvariants(deps: Given, tell: (checked: Checked) => void = () => undefined) {
  const all: Checked[] = []
  for (const check of checks) {
    for (const checked of await check(deps)) {
      all.push(checked)
      tell(checked)
    }
  }
  return all
}

type Check = (deps: Given) => Promise<Checked[]>

const checks: readonly Check[] = [
  one('roundReviews', reviewsOfRounds),
  one('standings', standings),
  one('frozenLists', frozenLists),
  (deps) => atOneMoment(deps, snapshots),
  one('outcomePeople', outcomePeople),
  one('outcomeForce', outcomeForce),
  one('outcomeEnds', outcomeEnds),
  one('signers', signers),
  one('twoHands', twoHands),
  one('wholeAnswers', wholeAnswers),
  one('rechecks', rechecks),
  one('words', words),
  one('steps', steps),
  one('noticeSteps', noticeSteps),
  one('idNumbers', idNumbers),
  one('links', links),
  one('people', people),
  async (deps) => [{ name: 'evidence', ...(await evidence(deps)) }],
  async (deps) => [{ name: 'audit', ...(await auditChain(deps)) }],
]

function one(name: CheckName, look: (tx: Tx, deps: Given) => Promise<Seen>): Check {
  return async (deps) => [{ name, ...(await atOneMoment(deps, look)) }]
}

const aDay = 24 * 3600 * 1000

function atOneMoment<T>(deps: Given, look: (tx: Tx, deps: Given) => Promise<T>): Promise<T> {
  const options = { isolationLevel: 'RepeatableRead', timeout: aDay, maxWait: 10_000 } as const
  return deps.db.$transaction(async (tx) => {
    await settleDown(tx)
    return look(tx, deps)
  }, options)
}

/** Stored = recomputed, for everybody in a round and for nobody else. */
async function standings(tx: Tx): Promise<Seen> {
  let seen = nothingSeen
  for await (const { ids, stored } of storedStandings(tx)) {
    const computed = new Map(
      (await standingInputs(tx, ids)).map(({ candidate, input }) => [
        candidate.candidateId,
        canonicalJson({ roundId: candidate.roundId, ...standingOf(input) }),
      ]),
    )
    const kept = new Map(stored.map((row) => [row.candidateId, ruledPart(row)]))
    const wrong = ids.filter((id) => computed.get(id) !== kept.get(id)).map((id) => `candidate ${id}`)
    seen = seenAlso(seen, kept.size, wrong)
  }
  return seen
}

function ruledPart({ candidateId: _, ...ruled }: StoredStanding): string {
  return canonicalJson(ruled)
}

async function snapshots(tx: Tx): Promise<Checked[]> {
  const sums = outcomeChecks.map(({ name }): Checked => ({ name, ...nothingSeen }))
  for await (const outcomes of storedOutcomes(tx)) {
    for (const [place, check] of outcomeChecks.entries()) {
      const asked = outcomes.filter(check.asks)
      sums[place] = { name: check.name, ...seenAlso(sums[place]!, asked.length, brokenOutcomes(asked, check)) }
    }
  }
  return sums
}

async function steps(tx: Tx): Promise<Seen> {
  let seen = nothingSeen
  for await (const chunk of candidatePaths(tx)) {
    const wrong = chunk.filter((path) => !isCandidatePath(path)).map(({ id }) => `candidate ${id}`)
    seen = seenAlso(seen, chunk.length, wrong)
  }
  return seen
}

async function noticeSteps(tx: Tx): Promise<Seen> {
  let seen = nothingSeen
  for await (const chunk of noticePaths(tx)) {
    const wrong = chunk.filter((path) => !isNoticePath(path)).map(({ id }) => `notice ${id}`)
    seen = seenAlso(seen, chunk.length, wrong)
  }
  return seen
}

/** Every cipher opens, and is that of the digest by which the person is found. */
async function idNumbers(tx: Tx, { keys }: Given): Promise<Seen> {
  let seen = nothingSeen
  for await (const chunk of sealedNumbers(tx)) {
    const wrong = chunk.filter((sealed) => !isOwnDigest(sealed, keys)).map(({ id }) => `candidate ${id}`)
    seen = seenAlso(seen, chunk.length, wrong)
  }
  return seen
}

function isOwnDigest({ id, idCipher, idDigest }: SealedNumber, keys: Given['keys']): boolean {
  try {
    return digestId(keys, openId(keys, idCipher, id)) === idDigest
  } catch {
    return false
  }
}

/** Files and rows one to one: a file that was lost, a row or a link that leads nowhere, a file that nobody knows. */
async function evidence({ db, config }: Given): Promise<Seen> {
  const { rowsWithoutFile, filesWithoutRow, linksWithoutEvidence } = await orphanEvidence(db, config.evidenceDir)
  const wrong = [
    ...rowsWithoutFile.map((digest) => `evidence ${digest}`),
    ...filesWithoutRow.map((digest) => `file ${digest}`),
    ...linksWithoutEvidence.map((id) => `evidence_link ${id}`),
  ]
  return seenAlso(nothingSeen, await db.evidence.count(), wrong)
}

async function auditChain({ db }: Given): Promise<Seen> {
  const { head, broken } = await verifyChain(db)
  return seenAlso(nothingSeen, head.seq, broken ? [`audit_entry ${broken.seq}`] : [])
}
