import type { Actor } from '../../accounts/actor'
import { scopeOf } from '../../accounts/scope'
import { currentCycle, findCycle } from '../../cycles/cycles.store'
import type { Tx } from '../../db/client'
import { exportList, type ExportDeps, type LongLists } from '../../jobs/exports/exporting.actions'
import type { ListAsked, ListFrame } from '../../jobs/exports/long-list'
import type { Clock } from '../../lib/clock'
import { NotFound, Refused } from '../../lib/errors'
import { message } from '../../lib/message'
import { translator } from '../../locales/translate'
import { findTownship } from '../../organisations/organisations.store'
import { mayShowNumber } from '../candidate.policy'
import { type IdKeys, openId } from '../id-seal'
import { rosterLines, rosterPeople } from './roster-lines.store'
import { rosterCells, rosterSheetColumns } from './roster-sheet'

/** F2 is a form in Chinese, whoever takes it out. */
const words = translator('zh-CN')

type RosterDeps = { clock: Clock; keys: IdKeys }

/** Takes the roster of the current cycle out as F2. @throws Refused, NotFound */
export async function exportRoster(deps: ExportDeps & RosterDeps, actor: Actor, townshipId: string | null) {
  const cycle = await currentCycle(deps.db)
  if (!cycle) throw new Refused(message('candidates:refused.noCycle'))
  const asked = { list: 'roster', cycleId: cycle.id, townshipId, lang: 'zh-CN' }
  return exportList(deps, actor, rosterList(deps), asked, message('candidates:export.job', { cycle: cycle.name }))
}

/** 人选汇总表 (F2), the form that an import reads: the office takes out the county's, a township its own. */
export function rosterList(deps: RosterDeps): LongLists {
  return {
    roster: {
      wholeNumbers: true,
      people: (tx, actor, asked) => {
        const permission = mayShowNumber(actor)
        if (!permission.allowed) throw new Refused(permission.reason)
        return rosterPeople(tx, scopeOf(actor), asked)
      },
      rows: async (tx, actor, _asked, { ids, from }) => {
        const lines = await rosterLines(tx, scopeOf(actor), ids)
        return lines.map(({ id, idCipher, ...line }, index) => {
          const whole = { ...line, idNumber: openId(deps.keys, idCipher, id) }
          return { candidateId: id, cells: rosterCells(whole, from + index + 1, marks) }
        })
      },
      frame: (tx, actor, asked, people) => frameOf(tx, deps, actor, asked, people),
    },
  }
}

const marks = { yes: words('candidates:yes'), no: words('candidates:no') }

/** The last line is a footer that an import passes over. */
async function frameOf(
  tx: Tx,
  { clock }: RosterDeps,
  { name, townshipId: own }: Actor,
  { cycleId, townshipId }: ListAsked,
  people: number,
): Promise<ListFrame> {
  const [cycle, id] = [await findCycle(tx, cycleId), own ?? townshipId]
  if (!cycle) throw new NotFound()
  const township = id ? await findTownship(tx, id) : null
  const of = [cycle.name, township?.name].filter(Boolean).join(' ')
  const [sheet, day] = [words('candidates:export.form'), clock.today()]
  const title = words('candidates:export.sheetTitle', { of, form: sheet, people })
  const mark = words('candidates:export.mark', { name, day })
  return { fileName: `${sheet}-${day}.xlsx`, sheet, title, columns: rosterSheetColumns, mark }
}
