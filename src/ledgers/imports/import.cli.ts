import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { plainUsername } from '../../accounts/account'
import { findAccount, findForSignIn } from '../../accounts/accounts.store'
import type { Actor } from '../../accounts/actor'
import { departmentRoles } from '../../accounts/role'
import { loadConfig } from '../../config'
import { openCounty } from '../../county'
import type { Deps } from '../../deps'
import { hasEnded, type Job } from '../../jobs/job'
import { findJob } from '../../jobs/jobs.store'
import { workOnNext } from '../../jobs/work.actions'
import { Invalid, Refused } from '../../lib/errors'
import { newId } from '../../lib/ids'
import { nowAndThen } from '../../lib/now-and-then'
import { nudge } from '../../lib/nudge'
import { defaultLanguage, isLanguage, say, translator, type Translate } from '../../locales/translate'
import { jobKinds } from '../../long-work'
import { usualLimits } from '../../sheets/refused'
import { kindKeys } from '../kind'
import { readImport } from './import.form'
import { openPreview, operatorReach, previewLedger } from './imports.actions'
import { openProblems } from './previews.store'
import { takeLedger } from './taking.actions'

type Console = { out(line: string): void; err(line: string): void }
type Asked = { file: string; as: string; kind: string; source: string; asOf: string; take: boolean; onlyGood: boolean }
type Told = { t: Translate; console: Console }

const usage = `Usage:
  ledgers import FILE --as USERNAME --kind KIND --source WORDS --as-of YYYY-MM-DD [--take [--only-good]] [--lang en]
    reads a file that is too large for an upload, as if that person of a department had sent it; with --take its
    preview becomes the ledger's newest version, with --only-good without the rows that are refused
Kinds: ${kindKeys.join(', ')}. Add --demo for the invented county.`

/** A word on standard error this often, in milliseconds: standard output has the result alone. */
const progressEvery = 5_000

/** Problems that are printed; the preview's page has more. */
const shownProblems = 50

/** 0: read (and taken) · 1: refused, with the reason · 2: the command is not understood. */
export async function ledgersCommand(args: string[], console: Console): Promise<number> {
  const read = readOptions(args)
  if (!read) {
    console.err(usage)
    return 2
  }
  const told = { t: translator(read.lang), console }
  const county = await openCounty(loadConfig({ demo: read.demo }), pino({ level: 'silent' }), { beside: true })
  try {
    return await tried(() => importFile(county.deps, read, told), told)
  } finally {
    await county.close()
  }
}

function readOptions(args: string[]) {
  const word = { type: 'string' } as const
  const tick = { type: 'boolean' } as const
  const words = { as: word, kind: word, source: word, 'as-of': word, lang: word }
  try {
    const options = { ...words, take: tick, 'only-good': tick, demo: tick } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const { as, kind = '', source = '', 'as-of': asOf = '', lang = defaultLanguage } = values
    const { take = false, 'only-good': onlyGood = false, demo = false } = values
    const [verb, file] = positionals
    if (verb !== 'import' || !file || !as || positionals.length > 2 || !isLanguage(lang)) return null
    return { file, as, kind, source, asOf, take, onlyGood, demo, lang }
  } catch {
    return null
  }
}

/** What a page would say at a field or as a reason is said here; anything else is a fault. */
async function tried(work: () => Promise<number>, { t, console }: Told): Promise<number> {
  try {
    return await work()
  } catch (error) {
    const reasons = error instanceof Invalid ? Object.values(error.problems) : []
    if (error instanceof Refused) reasons.push(error.reason)
    if (!reasons.length) throw error
    for (const reason of reasons) console.err(say(t, reason))
    return 1
  }
}

async function importFile(deps: Deps, asked: Asked, told: Told): Promise<number> {
  const { t, console } = told
  const actor = await personOf(deps, asked.as)
  const file = await readFile(asked.file).catch(() => null)
  if (!actor || !file) {
    console.err(t(actor ? 'ledgers:cli.noFile' : 'ledgers:cli.nobody'))
    return 1
  }
  const command = readImport(asked, deps.clock.today())
  const megabytes = Math.ceil(file.length / 1024 ** 2)
  if (file.length > usualLimits.bytes) console.err(t('ledgers:cli.opening', { megabytes }))
  const tell = nowAndThen(progressEvery, (rows, total) => console.err(t('ledgers:cli.read', { rows, total })))
  const upload = { name: basename(asked.file), file }
  const id = await previewLedger(deps, actor, command, upload, { ...operatorReach, tell })
  const base = await showPreview(deps, actor, id, told)
  if (!asked.take) {
    console.out(t('ledgers:cli.preview', { path: `/ledgers/imports/${id}` }))
    return 0
  }
  const taken = await takeLedger(deps, actor, id, { onlyGood: asked.onlyGood, base })
  return finished(deps, actor, taken, told)
}

/** The account in whose name it is done; the trail says that it was at the command line. */
async function personOf({ db }: Deps, username: string): Promise<Actor | null> {
  const found = await findForSignIn(db, plainUsername(username))
  const account = found && (await findAccount(db, found.id))
  if (!account || !departmentRoles.includes(account.role as (typeof departmentRoles)[number])) return null
  const { id, name, role, townshipId, departmentId } = account
  const from = { address: 'command line', requestId: newId() }
  return { accountId: id, username: account.username, name, role, townshipId, departmentId, ...from }
}

/** Gives the version that the preview was compared with. */
async function showPreview({ db, keys }: Deps, actor: Actor, id: string, { t, console }: Told): Promise<number> {
  const { preview, comparison } = await openPreview(db, actor, id)
  const { warned, refused } = preview.counts
  for (const [name, rows] of Object.entries({ ...comparison, warned, refused }))
    if (name !== 'base') console.out(`${t(`ledgers:import.count.${name}`)}: ${rows}`)
  for (const { row, column, message } of (await openProblems(db, keys, id)).slice(0, shownProblems))
    console.out([row, column, say(t, message)].filter(Boolean).join('\t'))
  return comparison.base
}

type Taken = Awaited<ReturnType<typeof takeLedger>>

/** A large one is a job: this process works on it too, whether or not a server runs. */
async function finished(deps: Deps, actor: Actor, { href, notices }: Taken, told: Told): Promise<number> {
  const { t, console } = told
  const id = /^\/jobs\/(.+)$/.exec(href)?.[1]
  const job = id ? await ended(deps, actor, id, told) : null
  for (const notice of job?.result?.notices ?? notices) console.out(say(t, notice))
  if (job?.problem) console.err(say(t, job.problem))
  return !job || job.state === 'done' ? 0 : 1
}

async function ended(deps: Deps, actor: Actor, id: string, told: Told): Promise<Job | null> {
  const [kinds, owner] = [jobKinds(deps), newId()]
  const stop = nudge(progressEvery, () => tellStep(deps, actor, id, told), noWord)
  try {
    for (;;) {
      const job = await findJob(deps.db, actor, id)
      if (!job || hasEnded(job)) return job
      if (!(await workOnNext(deps, kinds, owner))) await sleep(1_000)
    }
  } finally {
    stop()
  }
}

async function tellStep({ db }: Deps, actor: Actor, id: string, { t, console }: Told): Promise<void> {
  const job = await findJob(db, actor, id)
  if (!job || hasEnded(job)) return
  console.err(t('ledgers:cli.step', { phase: t(job.phase), done: job.done, total: job.total }))
}

/** Progress that cannot be told stops nothing: the work itself says what is wrong. */
const noWord = () => {}
