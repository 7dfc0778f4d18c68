import { rosterList } from './candidates/export/roster-export.actions'
import { rosterReading } from './candidates/imports/reading.actions'
import { rosterImport } from './candidates/imports/taking.actions'
import type { Deps } from './deps'
import { listExport } from './jobs/exports/exporting.actions'
import type { JobKinds } from './jobs/work.actions'
import { ledgerComparison } from './ledgers/hits/comparing.actions'
import { ledgerReading } from './ledgers/imports/reading.actions'
import { ledgerImport } from './ledgers/imports/taking.actions'
import { paperLists } from './papers/paper-workbook'
import { packetMaking } from './reviews/packets/handing-out/handing-out.actions'
import { packetReading } from './reviews/packets/packet-receiving.actions'

/** The table of contents of what runs as jobs: one line per kind. */
export function jobKinds(deps: Deps): JobKinds {
  return {
    ledger_import: ledgerImport(deps),
    ledger_reading: ledgerReading(deps),
    ledger_comparison: ledgerComparison(deps),
    roster_import: rosterImport(deps),
    roster_reading: rosterReading(deps),
    packet: packetMaking(deps),
    packet_reading: packetReading(deps),
    // Each list that may be too long for a request.
    export: listExport(deps, { ...rosterList(deps), ...paperLists(deps) }),
  }
}
