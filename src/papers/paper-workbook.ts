import type { Actor } from '../accounts/actor'
import { scopeOf } from '../accounts/scope'
import { openId } from '../candidates/id-seal'
import { findCycle } from '../cycles/cycles.store'
import type { Tx } from '../db/client'
import type { LongList, LongLists } from '../jobs/exports/exporting.actions'
import type { ListAsked, ListFrame } from '../jobs/exports/long-list'
import type { Keys } from '../keys'
import { type Clock, dayInChina } from '../lib/clock'
import { NotFound, Refused } from '../lib/errors'
import { maskIdNumber } from '../lib/id-number'
import { message } from '../lib/message'
import type { Language } from '../locales/catalogues'
import { translator } from '../locales/translate'
import { findCounty, findTownship } from '../organisations/organisations.store'
import { type Column, papers, type PaperKind, paperKinds } from './paper'
import { paperTerms } from './paper-words.store'
import { listedPeople, type PaperFilter, readLines } from './papers.store'
import { columnsOf, type PaperWords, rowOf } from './papers.view'

type PaperDeps = { clock: Clock; keys: Keys }

/** The lists as .xlsx, each with title and number of people above; the last row says who took the copy out and when. */
export function paperLists(deps: PaperDeps): LongLists {
  return Object.fromEntries(paperKinds.map((kind) => [kind, paperList(deps, kind)]))
}

/** What a list's cells are made from in the reader's language. */
export async function paperWords(db: Tx, keys: Keys, cycleId: string, lang: string): Promise<PaperWords> {
  const { items, departments } = await paperTerms(db, cycleId)
  const names = departments.map(({ key, name, nameEn }) => [key, lang === 'en' ? nameEn : name] as const)
  return {
    t: translator(lang as Language),
    lang,
    items,
    departments: new Map(names),
    maskedId: (line) => maskIdNumber(openId(keys, line.idCipher, line.candidateId)),
    dayOf: dayInChina,
  }
}

/** @throws Refused */
export function refuseUnlessReader(kind: PaperKind, { role }: Pick<Actor, 'role'>): void {
  if (!papers[kind].roles.includes(role)) throw new Refused(message('papers:notYours'))
}

function paperList(deps: PaperDeps, kind: PaperKind): LongList {
  return {
    // The number stands masked on all of them (domain §5).
    wholeNumbers: false,
    people: (tx, actor, asked) => {
      refuseUnlessReader(kind, actor)
      return listedPeople(tx, scopeOf(actor), filterOf(kind, asked))
    },
    rows: async (tx, actor, asked, { ids, from }) => {
      const part = { skip: 0, take: ids.length }
      const lines = await readLines(tx, scopeOf(actor), { ...filterOf(kind, asked), ids }, part)
      const words = await paperWords(tx, deps.keys, asked.cycleId, asked.lang)
      return lines.map((line, index) => ({
        candidateId: line.candidateId,
        cells: rowOf(kind, line, from + index + 1, words),
      }))
    },
    frame: (tx, actor, asked, people) => frameOf(tx, deps, actor, { kind, asked, people }),
  }
}

function filterOf(kind: PaperKind, { cycleId, townshipId }: ListAsked): PaperFilter {
  return { cycleId, townshipId: townshipId ?? undefined, outcomes: papers[kind].outcomes }
}

type Framed = { kind: PaperKind; asked: ListAsked; people: number }

async function frameOf(
  tx: Tx,
  { clock }: PaperDeps,
  actor: Actor,
  { kind, asked, people }: Framed,
): Promise<ListFrame> {
  const [cycle, county] = [await findCycle(tx, asked.cycleId), await findCounty(tx)]
  if (!cycle) throw new NotFound()
  const t = translator(asked.lang as Language)
  const township = actor.townshipId ?? asked.townshipId
  const unit = [county?.name, township && (await findTownship(tx, township))?.name].filter(Boolean).join(' ')
  const sheet = t(`papers:name.${kind}`)
  return {
    fileName: `${sheet}.xlsx`,
    sheet,
    title: `${sheet} · ${t('papers:lead', { cycle: cycle.name, count: people })}`,
    columns: columnsOf(kind, t).map(({ label, key }) => ({ heading: label, width: widths[key] ?? 16 })),
    mark: t('papers:mark', { unit, name: actor.name, day: clock.today() }),
  }
}

const widths: Partial<Record<Column, number>> = {
  number: 6,
  sex: 6,
  idNumber: 22,
  items: 44,
  documents: 28,
  words: 36,
}
